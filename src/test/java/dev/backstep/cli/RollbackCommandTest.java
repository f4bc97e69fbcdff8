package dev.backstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.GitFixture;
import dev.backstep.fixture.Postgres;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Environment;
import dev.backstep.model.Workspace;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.settings.WorkspaceStore;
import dev.backstep.tool.MigrationTools;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollback from the command line: nothing runs that was not shown, and no data goes without a word about it. */
class RollbackCommandTest {

    private static final Pattern FINGERPRINT = Pattern.compile("--run ([0-9a-f]{64})");

    @TempDir
    private Path folder;

    private final Postgres database = Postgres.freshDatabase();
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void make() throws Exception {
        GitFixture.init(Files.createDirectories(folder.resolve("shop")))
                .write("migrations/000001_users.up.sql", "CREATE TABLE users (id int PRIMARY KEY);\n")
                .write("migrations/000001_users.down.sql", "DROP TABLE users;\n")
                .write("migrations/000002_names.up.sql", "ALTER TABLE users ADD COLUMN name text;\n")
                .write("migrations/000002_names.down.sql", "ALTER TABLE users DROP COLUMN name;\n")
                .commit("both");
        database.execute("CREATE TABLE users (id int PRIMARY KEY, name text); INSERT INTO users VALUES (1, 'Ann');"
                + "CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null);"
                + "INSERT INTO schema_migrations VALUES (2, false)");
    }

    @AfterEach
    void drop() {
        database.drop();
    }

    @Test
    void withoutItsFingerprintThePlanIsOnlyShown() {
        assertEquals(0, run("--to", "1"), err::toString);
        String shown = out.toString();
        assertTrue(
                shown.startsWith("Roll " + database.name() + " back from 2 to 1\n1 down script, one transaction.\n"),
                shown);
        assertTrue(shown.contains("Saved first: the values of 1 column;"), shown);
        assertTrue(shown.contains("  name of users, with the key id\n"), shown);
        assertTrue(shown.contains("-- 2 names\nALTER TABLE users DROP COLUMN name;\n"), shown);
        assertTrue(
                shown.endsWith(
                        " --confirm " + database.name() + " and one of --save FOLDER, --save-in-schema, --no-save\n"),
                shown);
        assertEquals("2", version());
    }

    @Test
    void whatIsLostIsSavedWhereTheOptionSays() throws Exception {
        assertEquals(0, confirmed("--to", "1", "--save", "saves"), err::toString);
        assertEquals("1", version());
        try (Stream<Path> files = Files.list(folder.resolve("saves"))) {
            List<String> names = files.map(Path::toString).toList();
            assertEquals(1, names.size());
            assertTrue(out.toString().contains("What was lost is saved in " + names.getFirst()), out.toString());
        }
    }

    @Test
    void aSchemaOrNothingAreChoicesToo() {
        assertEquals(0, confirmed("--to", "1", "--save-in-schema"), err::toString);
        assertEquals(
                "Ann",
                database.value("SELECT name FROM "
                        + database.value("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'backstep_saved_%'")
                        + ".\"0001_users\""));
        assertEquals(0, confirmed("--everything", "--no-save"), err::toString);
        assertEquals(null, version());
    }

    @Test
    void leavingTheChoiceOutRunsNothing() {
        assertEquals(1, confirmed("--to", "1"));
        assertEquals(
                "Nothing was run: the plan takes data away. Say what becomes of it with --save FOLDER, --save-in-schema or"
                        + " --no-save.\n",
                err.toString());
        assertEquals("2", version());
    }

    @Test
    void anotherPlanOrAnotherNameRunsNothing() {
        assertEquals(1, run("--to", "1", "--no-save", "--run", "0".repeat(64), "--confirm", database.name()));
        assertTrue(
                err.toString().startsWith("Nothing was run: the plan is not the one that was shown."), err.toString());
        String fingerprint = fingerprint("--to", "1");
        assertEquals(1, run("--to", "1", "--no-save", "--run", fingerprint));
        assertTrue(err.toString().startsWith("Nothing was run: give the database's name"), err.toString());
        assertEquals(2, run("--to", "1", "--save", "x", "--no-save"));
        assertEquals("2", version());
    }

    @Test
    void productionAsksForItsHostToo() throws Exception {
        ConnectionSettings there = new ConnectionSettings(
                "127.0.0.1", Postgres.port(), database.name(), "postgres", "disable", null, null);
        Workspace marked = new Workspace(there, folder.resolve("shop").toString(), List.of());
        new WorkspaceStore(folder.resolve("config"), _ -> {}).save(marked, Environment.PRODUCTION);
        String fingerprint = fingerprint("--to", "1");
        assertTrue(out.toString().contains(" --confirm-host 127.0.0.1 and one of"), out::toString);
        String[] named = {"--to", "1", "--no-save", "--run", fingerprint, "--confirm", database.name()};
        assertEquals(1, run(named));
        assertTrue(err.toString().startsWith("Nothing was run: this is production."), err.toString());
        assertEquals("2", version());
        assertEquals(
                0,
                run(Stream.concat(Stream.of(named), Stream.of("--confirm-host", "127.0.0.1"))
                        .toArray(String[]::new)),
                err::toString);
        assertEquals("1", version());
    }

    @Test
    void whatWasRolledBackIsPutBackByItsName() {
        assertEquals(0, confirmed("--to", "1", "--save", "saves"), err::toString);
        Matcher named = Pattern.compile("backstep undo (\\S+)").matcher(out.toString());
        assertTrue(named.find(), out::toString);
        assertEquals(0, command("undo"), err::toString);
        assertTrue(out.toString().startsWith(named.group(1) + "  " + database.name() + " on "), out::toString);
        assertEquals(0, command("undo", named.group(1), "--database-url", url()), err::toString);
        assertTrue(out.toString().contains("ALTER TABLE users ADD COLUMN name text;"), out::toString);
        Matcher matcher = FINGERPRINT.matcher(out.toString());
        assertTrue(matcher.find(), out::toString);
        assertEquals(
                0,
                command(
                        "undo",
                        named.group(1),
                        "--database-url",
                        url(),
                        "--run",
                        matcher.group(1),
                        "--confirm",
                        database.name()),
                err::toString);
        assertTrue(
                out.toString().contains("- 1 row of 1 saved table are in place.\n- The schema is exactly as before"),
                out::toString);
        assertEquals("2 Ann", version() + " " + database.value("SELECT name FROM users"));
        assertEquals(0, command("undo"), err::toString);
        assertEquals("There is no rollback to put back.\n", out.toString());
    }

    @Test
    void aRehearsalIsToldBeforeThePlanAndChangesNothing() {
        assertEquals(0, run("--to", "1", "--rehearse"), err::toString);
        String told = out.toString();
        assertTrue(told.startsWith("The plan ran, and the schema returns to 1's exactly\n"), told);
        assertTrue(told.contains("\nRoll " + database.name() + " back from 2 to 1\n"), told);
        assertEquals("2 Ann", version() + " " + database.value("SELECT name FROM users"));
    }

    @Test
    void aCopyOnTheServerIsMadeOnlyWhenItIsNamedAndItsRoomIsSaid() {
        assertEquals(0, run("--to", "1", "--rehearse=template"), err::toString);
        assertTrue(out.toString().startsWith("The plan ran, and the schema returns to 1's exactly\n"), out::toString);
        assertTrue(
                Pattern.compile("A copy of the database on its own server\\. .* It takes [0-9.]+ MB .*on the server")
                        .matcher(err.toString())
                        .find(),
                err::toString);
        assertTrue(
                err.toString().contains("Rehearsing the plan: A copy of the database on its own server…"),
                err::toString);
        assertEquals("0", database.value("SELECT count(*) FROM pg_database WHERE datname LIKE 'backstep_rehearsal%'"));
        run("--to", "1", "--rehearse");
        assertFalse(err.toString().contains("Rehearsing the plan: A copy of the database"), err::toString);
        assertEquals("2 Ann", version() + " " + database.value("SELECT name FROM users"));
    }

    @Test
    void aRehearsalThatLeavesSomethingStopsTheRunItComesWith() throws Exception {
        database.execute("CREATE TABLE notes (id int); UPDATE schema_migrations SET version = 3");
        Files.writeString(folder.resolve("shop/migrations/000003_notes.up.sql"), "CREATE TABLE notes (id int);\n");
        Files.writeString(folder.resolve("shop/migrations/000003_notes.down.sql"), "SELECT 1;\n");
        assertEquals(1, confirmed("--to", "2", "--rehearse=replay"));
        assertTrue(out.toString().contains("left over  notes"), out::toString);
        assertTrue(
                err.toString().contains("Nothing was run, since the rehearsal did not bring the schema back."),
                err::toString);
        assertEquals("3", version());
        assertEquals(0, confirmed("--to", "2"), err::toString);
        assertEquals("2", version());
    }

    @Test
    void moveGoesToWhatTheCheckoutHasAfterShowingBothWays() throws Exception {
        GitFixture shop = GitFixture.at(folder.resolve("shop"));
        shop.branch("names").checkout("main");
        shop.delete("migrations/000002_names.up.sql")
                .delete("migrations/000002_names.down.sql")
                .write("migrations/000003_mail.up.sql", "ALTER TABLE users ADD COLUMN mail text;\n")
                .write("migrations/000003_mail.down.sql", "ALTER TABLE users DROP COLUMN mail;\n")
                .commit("mail");
        String[] move = {"move", "--database-url", url(), "--repository", "shop", "--rehearse"};
        assertEquals(0, command(move), err::toString);
        String shown = out.toString();
        assertTrue(shown.startsWith("The plan ran, and the schema returns to 3's exactly\n"), shown);
        assertTrue(shown.contains("-- undo 2 names\nALTER TABLE users DROP COLUMN name;\n"), shown);
        assertTrue(shown.contains("-- apply 3 mail\nALTER TABLE users ADD COLUMN mail text;\n"), shown);
        assertEquals("2", version());
        Matcher matcher = FINGERPRINT.matcher(shown);
        assertTrue(matcher.find(), shown);
        String[] confirm = {"--no-save", "--run", matcher.group(1), "--confirm", database.name()};
        assertEquals(
                0, command(Stream.concat(Stream.of(move), Stream.of(confirm)).toArray(String[]::new)), err::toString);
        assertEquals("3", version());
        assertEquals(
                "id mail",
                database.value("SELECT string_agg(column_name, ' ' ORDER BY ordinal_position)"
                        + " FROM information_schema.columns WHERE table_name = 'users'"));
        assertEquals(1, command(move));
        assertTrue(err.toString().startsWith("As far as the history and the files tell,"), err::toString);
    }

    @Test
    void aDirtyMarkIsExplainedAndMendedOnTheWayThatWasChosen() {
        database.execute("UPDATE schema_migrations SET dirty = true");
        String[] repair = {"repair", "--database-url", url(), "--repository", "shop"};
        assertEquals(0, command(repair), err::toString);
        String shown = out.toString();
        assertTrue(shown.startsWith("The database is marked dirty at 2 names.\n"), shown);
        assertTrue(shown.contains("\nVersion 2: the live schema is just this version's\n"), shown);
        assertTrue(shown.contains("\nup 2 names: 1 of 1 statement is there\n"), shown);
        assertTrue(shown.contains("\n  --way clean-at-2\n      Only take off the mark: clean at 2\n"), shown);
        assertEquals(0, command(with(repair, "--way", "clean-at-2")), err::toString);
        Matcher matcher = FINGERPRINT.matcher(out.toString());
        assertTrue(matcher.find(), out::toString);
        assertEquals("2 true", mark());
        assertEquals(
                0,
                command(with(repair, "--way", "clean-at-2", "--run", matcher.group(1), "--confirm", database.name())),
                err::toString);
        assertEquals("2 false", mark());
        assertEquals(1, command(repair));
        assertTrue(err.toString().contains("is not marked dirty, so there is nothing to mend"), err::toString);
    }

    @Test
    void resetDropsWhatItShowedAndNothingBeforeThat() {
        String[] reset = {"reset", "--database-url", url(), "--repository", "shop"};
        assertEquals(0, command(reset), err::toString);
        assertTrue(out.toString().startsWith("Reset " + database.name() + ": drop everything"), out::toString);
        assertTrue(out.toString().contains("DROP TABLE IF EXISTS public.users CASCADE;"), out::toString);
        assertTrue(out.toString().contains("Saved first: "), out::toString);
        Matcher matcher = FINGERPRINT.matcher(out.toString());
        assertTrue(matcher.find(), out::toString);
        assertEquals("2 false", mark());
        String[] run = with(reset, "--no-save", "--run", matcher.group(1), "--confirm", database.name());
        assertEquals(0, command(run), err::toString);
        assertEquals(null, version());
        assertEquals(null, database.value("SELECT to_regclass('users')"));
    }

    private @Nullable String mark() {
        return database.value("SELECT version || ' ' || dirty FROM schema_migrations");
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    private int confirmed(String... options) {
        String fingerprint = fingerprint(
                Stream.of(options).filter(option -> !option.contains("save")).toArray(String[]::new));
        return run(Stream.concat(Stream.of(options), Stream.of("--run", fingerprint, "--confirm", database.name()))
                .toArray(String[]::new));
    }

    private String fingerprint(String... options) {
        assertEquals(0, run(options), err::toString);
        Matcher matcher = FINGERPRINT.matcher(out.toString());
        assertTrue(matcher.find(), out::toString);
        return matcher.group(1);
    }

    private @Nullable String version() {
        return database.value("SELECT string_agg(version::text, ',') FROM schema_migrations");
    }

    private String url() {
        return "postgres://postgres:pw@127.0.0.1:" + Postgres.port() + "/" + database.name() + "?sslmode=disable";
    }

    private int run(String... options) {
        return command(Stream.concat(
                        Stream.of("rollback", "--database-url", url(), "--repository", "shop"), Stream.of(options))
                .toArray(String[]::new));
    }

    private int command(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        Journal journal = new Journal(folder.resolve("journal"));
        Rooms rooms = new Rooms(
                (workspace, password) -> new OpenWorkspace(workspace, password, MigrationTools.all(), journal),
                new NoWindow(),
                (_, _, _) -> {},
                folder,
                journal,
                new WorkspaceStore(folder.resolve("config"), _ -> {}),
                OwnCommand.of(new Properties()),
                () -> new LiveReplayDesk(
                        folder.resolve("servers"),
                        Path.of("target/replay/postgresql").toAbsolutePath(),
                        ReplayLimits.DEFAULT));
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), folder, Map.of(), _ -> null);
        return new CommandLineDoor(rooms, terminal).run(arguments);
    }

    private static final class NoWindow implements WindowDoor {
        @Override
        public @Nullable String problem() {
            return "no window here";
        }

        @Override
        public void open(@Nullable Path path) throws BackstepException {
            throw new BackstepException("cli.noWindow", null, "");
        }

        @Override
        public void open(Workspace workspace, char[] password) {
            throw new AssertionError("no window here");
        }

        @Override
        public void tour(Workspace workspace, char[] password) {
            throw new AssertionError("no window here");
        }
    }
}
