package dev.backstep.ui.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.fixture.GitFixture;
import dev.backstep.fixture.Postgres;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.model.Workspace;
import dev.backstep.tool.MigrationTools;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.application.ColorScheme;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workspaces of other tools than golang-migrate in the real window. */
class ToolsInWindowTest {

    @TempDir
    private Path folder;

    private final Postgres postgres = Postgres.freshDatabase();

    @Test
    void aFlywayWorkspaceThatIsAheadOfItsCheckout() throws Exception {
        GitFixture repository = GitFixture.init(folder.resolve("repository"));
        flywayFile(repository, "1", "accounts");
        flywayFile(repository, "1.1", "invoices");
        repository.write("db/migration/R__totals.sql", "CREATE OR REPLACE VIEW totals AS SELECT 1 AS one;\n");
        repository.commit("Accounts and invoices").tag("v1.0.0");
        flywayFile(repository, "1.2", "payments");
        repository.commit("Payments").branch("feature/refunds");
        flywayFile(repository, "2", "refunds");
        flywayFile(repository, "2.1", "refund_reasons");
        repository.commit("Refunds");
        Flyway.configure()
                .dataSource("jdbc:postgresql://localhost:" + Postgres.port() + "/" + postgres.name(), "postgres", "")
                .locations("filesystem:" + repository.root() + "/db/migration")
                .load()
                .migrate();
        repository.checkout("main");
        repository.write("db/migration/R__totals.sql", "CREATE OR REPLACE VIEW totals AS SELECT 2 AS one;\n");
        show(repository, "flyway", "2.1", "2", "1.2", "1.1", "1");
    }

    @Test
    void aDbmateWorkspaceThatIsAheadOfItsCheckout() throws Exception {
        GitFixture repository = GitFixture.init(folder.resolve("repository"));
        dbmateFile(repository, "20260101090000", "accounts");
        dbmateFile(repository, "20260102090000", "invoices");
        repository.commit("Accounts and invoices").branch("feature/refunds");
        dbmateFile(repository, "20260104090000", "refunds");
        repository.commit("Refunds").checkout("main");
        dbmateFile(repository, "20260103090000", "payments");
        repository.commit("Payments");
        postgres.execute("CREATE TABLE schema_migrations (version varchar primary key);"
                + "INSERT INTO schema_migrations VALUES ('20260101090000'), ('20260102090000'), ('20260104090000')");
        show(repository, "dbmate", "20260104090000", "20260102090000", "20260101090000");
    }

    @Test
    void anAioStreamsWorkspaceThatIsAheadOfItsCheckout() throws Exception {
        GitFixture repository = GitFixture.init(folder.resolve("repository"));
        aioStreamsFile(repository, 1, "baseline", "CREATE TABLE users (id int PRIMARY KEY);", "");
        aioStreamsFile(repository, 2, "settings", "CREATE TABLE settings (key text PRIMARY KEY);", "");
        repository.commit("Baseline and settings").tag("v2.30.0").branch("feature/profiles");
        aioStreamsFile(repository, 3, "profiles", "ALTER TABLE users ADD COLUMN p text;", "backwardCompatible: true,");
        aioStreamsFile(repository, 4, "cleanup", "ALTER TABLE users DROP COLUMN p;", "backwardCompatible: true,");
        repository.commit("Profiles").checkout("main");
        postgres.execute("CREATE TABLE _migrations (id INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TIMESTAMP"
                + " DEFAULT CURRENT_TIMESTAMP, backward_compatible boolean);"
                + "INSERT INTO _migrations (id, name, backward_compatible) VALUES (1, 'baseline', NULL),"
                + " (2, 'settings', NULL), (3, 'profiles', true), (4, 'cleanup', true)");
        show(repository, "aiostreams", "4", "3", "2", "1");
    }

    @Test
    void aCoderWorkspaceWhoseNumberAnotherBranchUsesToo() throws Exception {
        GitFixture repository = GitFixture.init(folder.resolve("repository"));
        coderFile(repository, 101, "users");
        repository.commit("Users").branch("feature/tasks");
        coderFile(repository, 102, "tasks");
        repository.commit("Tasks").checkout("main");
        coderFile(repository, 102, "templates");
        repository.commit("Templates");
        postgres.execute("CREATE TABLE schema_migrations (version bigint primary key, dirty boolean not null);"
                + "INSERT INTO schema_migrations VALUES (102, false); CREATE TABLE users (); CREATE TABLE tasks ();"
                + "CREATE SCHEMA _develop; CREATE TABLE _develop.applied_migrations (version BIGINT PRIMARY KEY,"
                + " filename TEXT NOT NULL, up_sql TEXT NOT NULL DEFAULT '', down_sql TEXT NOT NULL DEFAULT '');"
                + "INSERT INTO _develop.applied_migrations VALUES"
                + " (101, '000101_users.down.sql', E'CREATE TABLE users ();\\n', E'DROP TABLE users;\\n'),"
                + " (102, '000102_tasks.down.sql', E'CREATE TABLE tasks ();\\n', E'DROP TABLE tasks;\\n')");
        show(repository, "coder", "102", "101");
    }

    private void show(GitFixture repository, String tool, String... applied) throws Exception {
        Workspace workspace =
                new Workspace(postgres.settings(), repository.root().toString(), List.of());
        Journal journal = new Journal(folder.resolve("journal"));
        try (TestWindow test = new TestWindow(
                (_, _) -> new OpenWorkspace(workspace, null, MigrationTools.all(), journal), 1360, 860)) {
            test.open();
            assertEquals(
                    List.of(applied),
                    Objects.requireNonNull(test.model.trackProperty().get()).applied().stream()
                            .map(row -> row.version().text())
                            .filter(version -> !version.startsWith("R__"))
                            .toList());
            for (ColorScheme scheme : ColorScheme.values()) {
                test.window.turn(scheme);
                test.window.picture("tool-" + tool + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
            }
        } finally {
            postgres.drop();
        }
    }

    private static void flywayFile(GitFixture repository, String version, String table) {
        String stem = version.replace('.', '_') + "__" + table + ".sql";
        repository.write("db/migration/V" + stem, "CREATE TABLE " + table + " (id int PRIMARY KEY);\n");
        repository.write("db/migration/U" + stem, "DROP TABLE " + table + ";\n");
    }

    private static void dbmateFile(GitFixture repository, String version, String table) {
        repository.write("db/migrations/" + version + "_" + table + ".sql", """
                -- migrate:up
                CREATE TABLE %1$s (id int PRIMARY KEY);

                -- migrate:down
                DROP TABLE %1$s;
                """.formatted(table));
    }

    private static void coderFile(GitFixture repository, int version, String table) {
        String stem = "coderd/database/migrations/%06d_%s".formatted(version, table);
        repository.write(stem + ".up.sql", "CREATE TABLE " + table + " ();\n");
        repository.write(stem + ".down.sql", "DROP TABLE " + table + ";\n");
    }

    private static void aioStreamsFile(GitFixture repository, int id, String name, String sql, String flag) {
        repository.write("packages/core/src/db/migrations/%04d_%s.ts".formatted(id, name), """
                export const m: Migration = {
                  id: %d,
                  name: '%s',
                  %s
                  up: { sqlite: `%s`, postgres: `%s` },
                };
                """.formatted(
                        id, name, flag, sql, sql));
    }
}
