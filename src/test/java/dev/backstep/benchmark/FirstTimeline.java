package dev.backstep.benchmark;

import dev.backstep.fixture.FastImport;
import dev.backstep.fixture.GitFixture;
import dev.backstep.fixture.Postgres;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Workspace;
import dev.backstep.tool.MigrationTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.slf4j.LoggerFactory;

/**
 * The first timeline of 10,000 migrations in a cold process, against Flyway's {@code info()} on the same files and as many
 * rows of its own history. Backstep reads the git repository behind the files besides.
 */
final class FirstTimeline {

    private static final int MIGRATIONS = 10_000;
    private static final String SCRIPTS = "migrations";

    private FirstTimeline() {}

    static Comparison compare(Path folder) throws Exception {
        GitFixture repository = repository(folder.resolve("timeline"));
        Postgres database = database();
        String port = Integer.toString(Postgres.port());
        String root = repository.root().toString();
        expect(ColdProcess.run(FlywayInfo.class, port, database.name(), root + "/" + SCRIPTS));
        expect(ColdProcess.run(BackstepInspect.class, port, database.name(), root));
        return Comparison.ofTimes(
                "First timeline of 10,000 migrations, cold process",
                "Flyway info()",
                0.35,
                () -> ColdProcess.run(FlywayInfo.class, port, database.name(), root + "/" + SCRIPTS),
                () -> ColdProcess.run(BackstepInspect.class, port, database.name(), root));
    }

    /** Both must have seen everything, else their times say nothing. */
    private static void expect(String seen) {
        if (!seen.equals(MIGRATIONS + " applied")) {
            throw new IllegalStateException(seen);
        }
    }

    static GitFixture repository(Path folder) throws IOException {
        return Prepared.repository(folder, FirstTimeline::fill);
    }

    private static void fill(GitFixture repository) {
        try (FastImport history = FastImport.into(repository)) {
            for (int i = 1; i <= MIGRATIONS; i++) {
                if (i % 20 == 1) {
                    history.commit("main", "Migrations from " + i);
                }
                history.file(SCRIPTS + "/" + name(i, "up"), up(i));
                history.file(SCRIPTS + "/" + name(i, "down"), "DROP TABLE step_" + i + ";\n");
                if (i % 1000 == 0) {
                    history.tag("v" + i / 1000 + ".0.0", "main");
                }
            }
        }
        repository.checkout("main").git("gc", "--quiet");
    }

    static Postgres database() throws Exception {
        Postgres database = Postgres.freshDatabase();
        database.execute("""
                CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null);
                INSERT INTO schema_migrations VALUES (10000, false);
                CREATE TABLE flyway_schema_history (
                    installed_rank int PRIMARY KEY, version varchar(50), description varchar(200) NOT NULL,
                    type varchar(20) NOT NULL, script varchar(1000) NOT NULL, checksum int,
                    installed_by varchar(100) NOT NULL, installed_on timestamp NOT NULL DEFAULT now(),
                    execution_time int NOT NULL, success boolean NOT NULL);
                CREATE INDEX ON flyway_schema_history (success);
                """);
        try (Connection connection = database.connect();
                PreparedStatement row = connection.prepareStatement(
                        "INSERT INTO flyway_schema_history VALUES (?, ?, ?, 'SQL', ?, ?, 'postgres', now(), 1, true)")) {
            for (int i = 1; i <= MIGRATIONS; i++) {
                row.setInt(1, i);
                row.setString(2, String.format(Locale.ROOT, "%06d", i));
                row.setString(3, "step " + i);
                row.setString(4, name(i, "up"));
                row.setInt(5, checksum(up(i)));
                row.addBatch();
            }
            row.executeBatch();
        }
        database.execute("ANALYZE");
        return database;
    }

    private static String name(int version, String direction) {
        return String.format(Locale.ROOT, "%06d_step_%d.%s.sql", version, version, direction);
    }

    private static String up(int version) {
        return "CREATE TABLE step_" + version + " (id bigint PRIMARY KEY, name text NOT NULL);\n";
    }

    /** Flyway's: over each line without its end. */
    private static int checksum(String script) {
        CRC32 crc = new CRC32();
        script.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }

    /** What Flyway does, in a process of its own. */
    static final class FlywayInfo {

        private FlywayInfo() {}

        public static void main(String[] arguments) {
            Flyway flyway = Flyway.configure()
                    .dataSource("jdbc:postgresql://localhost:" + arguments[0] + "/" + arguments[1], Postgres.USER, "")
                    .locations("filesystem:" + arguments[2])
                    .sqlMigrationPrefix("")
                    .sqlMigrationSeparator("_")
                    .sqlMigrationSuffixes(".up.sql")
                    .load();
            System.out.println(flyway.info().applied().length + " applied");
        }
    }

    /** What Backstep does, in a process of its own. */
    static final class BackstepInspect {

        private BackstepInspect() {}

        public static void main(String[] arguments) {
            // As the application does: before there are several threads, of which one would have to wait.
            LoggerFactory.getILoggerFactory();
            ConnectionSettings settings = new ConnectionSettings(
                    "localhost", Integer.parseInt(arguments[0]), arguments[1], Postgres.USER, "disable", null, null);
            Workspace workspace = new Workspace(settings, arguments[2], List.of());
            Journal journal = new Journal(Path.of(arguments[2], ".git", "journal"));
            try (OpenWorkspace open = new OpenWorkspace(workspace, null, MigrationTools.all(), journal)) {
                Inspection inspection = open.inspect();
                System.out.println(inspection.timelines().getFirst().applied().size() + " applied");
            }
        }
    }
}
