package dev.backstep.cli;

import dev.backstep.fixture.GitFixture;
import dev.backstep.fixture.Postgres;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Workspace;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.settings.WorkspaceStore;
import dev.backstep.tool.MigrationTools;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A shop with two branches that use the number 2 for other migrations, and the command line over it; only the window is
 * pretended.
 */
abstract class CommandLineScene {

    @TempDir
    Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    final List<String> opened = new ArrayList<>();
    final List<String> passwords = new ArrayList<>();

    @Nullable
    String windowProblem;

    @Nullable
    RuntimeException windowFailure;

    Map<String, String> environment = Map.of();
    char @Nullable [] typed;

    Path checkout;
    GitFixture git;

    @BeforeEach
    void makeCheckout() throws Exception {
        checkout = Files.createDirectories(folder.resolve("shop"));
        git = GitFixture.init(checkout)
                .author("Ada Brook")
                .write("migrations/000001_users.up.sql", "CREATE TABLE users (id int);\n")
                .write("migrations/000001_users.down.sql", "DROP TABLE users;\n")
                .commit("users")
                .tag("v1.0.0")
                .branch("alpha")
                .checkout("alpha")
                .write("migrations/000002_alpha.up.sql", "CREATE TABLE alpha (id int);\n")
                .write("migrations/000002_alpha.down.sql", "DROP TABLE alpha;\n")
                .commit("alpha")
                .write("migrations/000003_late.up.sql", "CREATE TABLE late (id int);\n")
                .write("migrations/000003_late.down.sql", "DROP TABLE late;\n")
                .commit("late");
        git.checkout("main")
                .write("migrations/000002_beta.up.sql", "CREATE TABLE beta (id int);\n")
                .commit("beta");
    }

    static Postgres shopAt3() {
        Postgres database = Postgres.freshDatabase();
        database.execute("CREATE TABLE users (id int); CREATE TABLE alpha (id int);"
                + " CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null);"
                + " INSERT INTO schema_migrations VALUES (3, false)");
        return database;
    }

    /** The output without what differs from run to run. */
    final String settled(Postgres database) {
        return out.toString()
                .replace(database.name(), "NAME")
                .replace(":" + Postgres.port(), ":PORT")
                .replace(checkout.toString(), "SHOP")
                .replaceAll("[0-9a-f]{7}(?= (in|2026))", "COMMIT")
                .replaceAll("in [0-9.]+ s\\b", "in TIME s");
    }

    static String time(GitFixture git) {
        return OffsetDateTime.parse(git.git("log", "-1", "--format=%cI", "main").strip())
                .toInstant()
                .toString();
    }

    final String url(Postgres database) {
        return "postgres://postgres:secret-in-url@127.0.0.1:" + Postgres.port() + "/" + database.name()
                + "?sslmode=disable";
    }

    final int run(String... arguments) {
        Journal journal = new Journal(folder.resolve("journal"));
        Terminal terminal =
                new Terminal(new PrintWriter(out), new PrintWriter(err), folder, environment, words -> typed);
        WindowDoor window = new WindowDoor() {
            @Override
            public @Nullable String problem() {
                return windowProblem;
            }

            @Override
            public void open(@Nullable Path path) throws BackstepException {
                if (windowProblem != null) {
                    throw new BackstepException("cli.noWindow", null, windowProblem);
                }
                if (windowFailure != null) {
                    throw windowFailure;
                }
                opened.add(String.valueOf(path));
            }

            @Override
            public void open(Workspace workspace, char[] password) {
                opened.add(workspace.repository() + " " + password.length);
            }

            @Override
            public void tour(Workspace workspace, char[] password) {
                opened.add("tour of " + workspace.repository());
            }
        };
        ReaderOpener readers = (workspace, password) -> {
            passwords.add(password == null ? "none" : new String(password));
            return new OpenWorkspace(workspace, password, MigrationTools.all(), journal);
        };
        TimelinePicture picture = (reader, inspection, file) ->
                Files.writeString(file, "picture of " + inspection.timelines().size() + " tracks");
        Properties system = new Properties();
        system.setProperty("jpackage.app-path", folder.resolve("it's backstep").toString());
        Rooms rooms = new Rooms(
                readers,
                window,
                picture,
                Path.of("target/demo-test"),
                journal,
                new WorkspaceStore(folder.resolve("settings"), notice -> {}),
                OwnCommand.of(system),
                () -> new LiveReplayDesk(
                        Path.of("target/replay"), Path.of("target/replay/postgresql"), ReplayLimits.DEFAULT));
        return new CommandLineDoor(rooms, terminal).run(arguments);
    }
}
