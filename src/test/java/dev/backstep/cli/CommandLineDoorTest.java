package dev.backstep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.backstep.fixture.GitFixture;
import dev.backstep.fixture.Postgres;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Workspace;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.settings.WorkspaceStore;
import dev.backstep.tool.MigrationTools;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line from its arguments to its output, on real databases and repositories; only the window is pretended. */
class CommandLineDoorTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> opened = new ArrayList<>();
    private final List<String> passwords = new ArrayList<>();
    private @Nullable String windowProblem;
    private @Nullable RuntimeException windowFailure;
    private Map<String, String> environment = Map.of();
    private char @Nullable [] typed;

    private Path checkout;
    private GitFixture git;

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

    private static Postgres shopAt3() {
        Postgres database = Postgres.freshDatabase();
        database.execute("CREATE TABLE users (id int); CREATE TABLE alpha (id int);"
                + " CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null);"
                + " INSERT INTO schema_migrations VALUES (3, false)");
        return database;
    }

    @Test
    void inspectSaysWhereTheyStand() {
        Postgres database = shopAt3();
        assertEquals(0, run("inspect", "--database-url", url(database), "--repository", "shop"), err::toString);
        assertEquals("""
                Database  NAME on 127.0.0.1:PORT, PostgreSQL 18.6, no other session
                Checkout  main COMMIT in SHOP; read 3 refs and no older commits in TIME s

                Track migrations: The database is 2 migrations ahead of this checkout.
                They last met at 1 users. The down scripts of 2 and 3 are on branch alpha; this checkout then adds 1 \
                pending migration. 2 was found with other contents too; you choose in the preview.
                Folder    migrations
                Table     public.schema_migrations, at 3
                Ancestor  1 users

                database  3  late   found      compatible   alpha COMMIT 2026-01-01 Ada Brook
                database  2  alpha  ambiguous  compatible
                    may be 2 alpha: alpha COMMIT 2026-01-01 Ada Brook
                    may be 2 beta: working tree; main COMMIT 2026-01-01 Ada Brook
                checkout  2  beta   found      compatible   working tree; main COMMIT 2026-01-01 Ada Brook  no down script
                    Pending below: The database is already at 3. A tool that only goes up from there never runs this one.
                both      1  users  found      compatible   working tree; main COMMIT 2026-01-01 Ada Brook; alpha COMMIT \
                2026-01-01 Ada Brook and 1 more place  [v1.0.0]
                """, settled(database));
        assertEquals("", err.toString());
    }

    @Test
    void inspectWritesJsonForPrograms() {
        Postgres database = shopAt3();
        assertEquals(
                0,
                run("inspect", "--database-url=" + url(database), "--repository", "shop", "--format", "json"),
                err::toString);
        JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertEquals(Set.of("format", "database", "checkout", "milliseconds", "warnings", "tracks"), report.keySet());
        assertEquals(1, report.get("format").getAsInt());
        JsonObject track = report.getAsJsonArray("tracks").get(0).getAsJsonObject();
        assertEquals(
                Set.of("name", "folder", "table", "history", "verdict", "ancestor", "duplicateFiles", "replay", "rows"),
                track.keySet());
        assertEquals(JsonParser.parseString("""
                        {"kind": "diverged", "ahead": 2, "pending": 1, "ancestor": "1",
                         "sentence": "The database is 2 migrations ahead of this checkout.",
                         "detail": "They last met at 1 users. The down scripts of 2 and 3 are on branch alpha; this \
                        checkout then adds 1 pending migration. 2 was found with other contents too; you choose in the \
                        preview."}
                        """), track.get("verdict"));
        assertEquals(
                JsonParser.parseString("""
                        {"version": "2", "name": "beta",
                         "up": {"file": "000002_beta.up.sql", "blob": "BLOB"}, "down": null,
                         "lane": "checkout", "evidence": "found",
                         "compatibility": {
                           "marker": "compatible", "source": "read",
                           "sentence": "The table beta is new: older builds do not use it.",
                           "contradicted": false, "declared": null, "observed": null, "observedReasons": [],
                           "read": "compatible",
                           "reasons": [
                             {"marker": "compatible", "rule": "create-table",
                              "sentence": "The table beta is new: older builds do not use it.",
                              "statement": "CREATE TABLE beta (id int)", "start": 0, "end": 26}],
                           "candidates": []},
                         "candidates": [
                           {"version": "2", "name": "beta",
                            "up": {"file": "000002_beta.up.sql", "blob": "BLOB"}, "down": null,
                            "places": [
                              {"place": "working-tree", "name": "main", "commit": null},
                              {"place": "head", "name": "main",
                               "commit": {"id": "COMMIT", "author": "Ada Brook", "time": "TIME", "subject": "beta"}}]}],
                         "notes": [{"kind": "pending-below", "current": "3"}],
                         "releases": []}
                        """.replace("BLOB", git.id("main:migrations/000002_beta.up.sql"))
                        .replace("COMMIT", git.id("main"))
                        .replace("TIME", time(git))),
                track.getAsJsonArray("rows").get(2));
    }

    @Test
    void inspectObservesWhatMigrationsDoAndSaysWhereThatEnds() throws Exception {
        Postgres database = shopAt3();
        assertEquals(
                0,
                run(
                        "inspect",
                        "--database-url",
                        url(database),
                        "--repository",
                        "shop",
                        "--format",
                        "json",
                        "--observe"),
                err::toString);
        JsonObject track = JsonParser.parseString(out.toString())
                .getAsJsonObject()
                .getAsJsonArray("tracks")
                .get(0)
                .getAsJsonObject();
        assertEquals(
                List.of(
                        "3 observed \"compatible\" \"compatible\"",
                        "2 observed \"compatible\" \"compatible\"",
                        "2 observed \"compatible\" \"compatible\"",
                        "1 observed \"compatible\" \"compatible\""),
                track.getAsJsonArray("rows").asList().stream()
                        .map(row -> {
                            JsonObject mark = row.getAsJsonObject().getAsJsonObject("compatibility");
                            return row.getAsJsonObject().get("version").getAsString() + " "
                                    + mark.get("source").getAsString() + " " + mark.get("observed") + " "
                                    + mark.get("read");
                        })
                        .toList());
        assertEquals(JsonParser.parseString("{\"replayed\": 5, \"of\": 5, \"problems\": []}"), track.get("replay"));
    }

    @Test
    void inspectWritesFilesAndNamesThem() throws Exception {
        Postgres database = shopAt3();
        assertEquals(
                0,
                run("inspect", "--database-url", url(database), "--repository", "shop", "--output", "new/report"),
                err::toString);
        Path report = folder.resolve("new/report");
        assertEquals(
                List.of(
                        report.resolve("timeline.txt").toString(),
                        report.resolve("timeline.png").toString()),
                out.toString().lines().toList());
        assertTrue(Files.readString(report.resolve("timeline.txt")).contains("database  3  late"));
        assertEquals("picture of 1 tracks", Files.readString(report.resolve("timeline.png")));
    }

    @Test
    void thePasswordComesFromTheUrlTheEnvironmentOrThePerson() {
        Postgres database = shopAt3();
        String bare = url(database).replace(":secret-in-url", "");
        run("inspect", "--database-url", url(database), "--repository", "shop");
        run("inspect", "--database-url", bare, "--repository", "shop");
        typed = "typed".toCharArray();
        run("inspect", "--database-url", bare, "--repository", "shop");
        assertArrayEquals(new char[5], typed);
        typed = new char[0];
        run("inspect", "--database-url", bare, "--repository", "shop");
        environment = Map.of("PGPASSWORD", "from-env");
        run("inspect", "--database-url", bare, "--repository", "shop");
        assertEquals(List.of("secret-in-url", "none", "typed", "none", "from-env"), passwords);
        assertFalse((out.toString() + err).contains("secret-in-url"));
        assertFalse((out.toString() + err).contains("from-env"));
    }

    @Test
    void aSideThatCannotBeReadFailsWithASentence() {
        String nowhere = "postgres://dev:secret-in-url@127.0.0.1:1/shop";
        assertEquals(1, run("inspect", "--database-url", nowhere, "--repository", "shop"));
        assertTrue(out.toString().startsWith("Database  shop on 127.0.0.1:1 could not be read. "), out.toString());
        assertFalse(out.toString().contains("secret-in-url"));
        assertEquals(1, run("inspect", "--database-url", url(shopAt3()), "--repository", "nowhere"));
        assertTrue(out.toString().contains("Checkout  could not be read. There is no folder"), out.toString());
    }

    @Test
    void whatIsNotAUrlIsASentenceThatDoesNotRepeatIt() {
        assertEquals(1, run("inspect", "--database-url", "secret://x", "--repository", "shop"));
        assertFalse(err.toString().contains("secret://x"), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    @Test
    void argumentsThatAreNotUnderstoodEndWithTwo() {
        assertEquals(2, run("inspect", "--repository", "shop"));
        assertEquals(2, run("inspect", "--database-url", "x", "--repository", "shop", "--format", "xml"));
        assertEquals(2, run("--no-such-option"));
        assertEquals(
                List.of(
                        "Missing required option: '--database-url=URL'",
                        "Try --help to see what there is.",
                        "Invalid value for option '--format': expected one of [TEXT, JSON] (case-insensitive) but was"
                                + " 'xml'",
                        "Try --help to see what there is.",
                        "Unknown option: '--no-such-option'",
                        "Try --help to see what there is."),
                err.toString().lines().toList());
    }

    @Test
    void aMistakeOfOurOwnEndsWithSeventy() {
        windowFailure = new IllegalStateException("a bug");
        assertEquals(70, run("shop"));
        assertEquals(
                List.of("Backstep itself made a mistake: java.lang.IllegalStateException: a bug. Please report it."),
                err.toString().lines().toList());
    }

    @Test
    void helpAndVersionAreAnswers() {
        assertEquals(0, run("--help"));
        assertEquals(0, run("inspect", "--help"));
        assertEquals(0, run("--version"));
        String answer = out.toString();
        for (String word :
                List.of("demo", "inspect", "PATH", "--database-url=URL", "--format=text|json", "Exit codes")) {
            assertTrue(answer.contains(word), word + " in " + answer);
        }
        assertEquals("", err.toString());
    }

    @Test
    void aFolderOpensTheWindowOnIt() {
        assertEquals(0, run("shop"));
        assertEquals(0, run());
        assertEquals(List.of(checkout.toString(), "null"), opened);
    }

    @Test
    void withoutADisplayTheWindowIsASentence() {
        windowProblem = "There is no display here.";
        assertEquals(1, run("shop"));
        assertEquals(List.of(), opened);
        assertEquals(
                List.of(
                        "There is no display here.",
                        "Without a window, \"backstep inspect\" does the reading; \"backstep --help\" says how."),
                err.toString().lines().toList());
    }

    @Test
    void theDemoOpensTheWindow() {
        assertEquals(0, run("demo"), err::toString);
        assertEquals(1, opened.size());
        assertTrue(opened.getFirst().endsWith("orchard 32"), opened.getFirst());
    }

    @Test
    void withoutADisplayTheDemoIsWrittenIntoFiles() throws Exception {
        windowProblem = "There is no display here.";
        assertEquals(0, run("demo"), err::toString);
        Path written = folder.resolve("backstep-demo");
        assertEquals(
                List.of("There is no display here.", "The demo is written into files instead, as with --headless."),
                err.toString().lines().toList().subList(0, 2));
        assertEquals(
                List.of(
                        written.resolve("timeline.txt").toString(),
                        written.resolve("timeline.png").toString()),
                out.toString().lines().toList());
        assertTrue(Files.readString(written.resolve("timeline.txt"))
                .contains("Track core: The database is 3 migrations ahead of this checkout.\n"
                        + "They last met at 445 chat_runtime."));
        assertEquals("picture of 2 tracks", Files.readString(written.resolve("timeline.png")));
        assertEquals(List.of(), opened);
    }

    @Test
    void theHeadlessDemoWritesWhereItIsTold() {
        assertEquals(0, run("demo", "--headless", "there"), err::toString);
        assertTrue(Files.exists(folder.resolve("there/timeline.png")));
        assertEquals(List.of(), opened);
    }

    @Test
    void theJournalIsShownAndCleared() throws Exception {
        Postgres database = shopAt3();
        database.execute("UPDATE schema_migrations SET version = 1");
        Path kept = folder.resolve("journal/sightings");
        assertEquals(0, run("journal", "path"));
        assertEquals(kept + "\n", out.toString());
        run("inspect", "--database-url", url(database), "--repository", "shop");
        out.getBuffer().setLength(0);
        assertEquals(0, run("journal", "list"));
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        assertEquals(
                List.of("History   " + database.name() + " on 127.0.0.1:" + Postgres.port()
                        + ", public.schema_migrations: 1 migration seen, " + today + " to " + today),
                out.toString().lines().skip(1).toList());
        assertTrue(out.toString().startsWith("Journal   "), out.toString());
        assertTrue(out.toString().contains(" with 2 scripts in " + kept), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, run("journal", "list", "--format", "json"));
        JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertEquals(Set.of("format", "folder", "bytes", "texts", "histories"), json.keySet());
        assertEquals(2, json.get("texts").getAsInt());
        out.getBuffer().setLength(0);
        assertEquals(0, run("journal", "clear"));
        assertTrue(out.toString().startsWith("Forgotten: "), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, run("journal", "list"));
        assertEquals("Journal   0 B with no scripts in " + kept + "\n", out.toString());
        assertEquals(2, run("journal"));
    }

    @Test
    void theHookSaysTheVerdictAfterASwitchOfBranches() throws Exception {
        Postgres database = shopAt3();
        Path program = folder.resolve("it's backstep");
        Files.writeString(program, "#!/bin/sh\necho \"ran $*\"\nexit 3\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path hook = checkout.resolve(".git/hooks/post-checkout");
        assertEquals(0, run("hook", "status", "--repository", "shop"));
        assertEquals(0, run("hook", "install", "--repository", "shop"), err::toString);
        assertEquals(0, run("hook", "install", "--repository", "shop"), err::toString);
        assertEquals(0, run("hook", "status", "--repository", "shop"));
        assertEquals("ran hook run", git.git("checkout", "--quiet", "alpha"));
        assertEquals("", git.git("checkout", "--quiet", "--", "migrations"));
        git.git("checkout", "--quiet", "main");
        assertEquals(0, run("hook", "run", "--repository", "shop"));
        new WorkspaceStore(folder.resolve("settings"), notice -> {})
                .remember(new Workspace(database.settings(), checkout.toString(), List.of()));
        assertEquals(0, run("hook", "run", "--repository", "shop"), err::toString);
        git.git("worktree", "add", "--quiet", "../linked", "alpha");
        assertEquals(0, run("hook", "run", "--repository", "linked"), err::toString);
        assertEquals(0, run("hook", "remove", "--repository", "linked"));
        assertEquals(0, run("hook", "remove", "--repository", "shop"));
        assertEquals("", err.toString());
        assertEquals("""
                There is no post-checkout hook at HOOK.
                Installed HOOK. After a switch of branches git says where the database stands.
                Installed HOOK. After a switch of branches git says where the database stands.
                Backstep's post-checkout hook is installed: HOOK.
                Backstep: no database was opened with this repository yet. Open both once in the window.
                Backstep: NAME: The database is 2 migrations ahead of this checkout. They last met at 1 users. The down \
                scripts of 2 and 3 are on branch alpha; this checkout then adds 1 pending migration. 2 was found with \
                other contents too; you choose in the preview.
                Backstep: NAME: The numbers agree, but 2 may be another migration than this checkout's. It was found with \
                several contents, and the database records only the number. Compare the candidates.
                Removed HOOK.
                There is no post-checkout hook at HOOK.
                """, out.toString().replace(hook.toString(), "HOOK").replace(database.name(), "NAME"));
    }

    @Test
    void aHookOfSomebodyElseStaysAndTheLinesAreSaid() throws Exception {
        git.write(".git/hooks/post-checkout", "#!/bin/sh\necho mine\n");
        assertEquals(1, run("hook", "install", "--repository", "shop"));
        assertEquals(1, run("hook", "remove", "--repository", "shop"));
        assertEquals(0, run("hook", "status", "--repository", "shop"));
        assertEquals("#!/bin/sh\necho mine\n", Files.readString(checkout.resolve(".git/hooks/post-checkout")));
        assertTrue(err.toString().contains("add these lines to it by hand:\nif [ \"$3\" = 1 ]"), err.toString());
        assertTrue(err.toString().contains("it's backstep".replace("'", "'\\''") + "' 'hook' 'run'"), err.toString());
        Path elsewhere = folder.resolve("shared-hooks");
        git.git("config", "core.hooksPath", elsewhere.toString());
        assertEquals(1, run("hook", "install", "--repository", "shop"));
        assertFalse(Files.exists(elsewhere));
        git.git("config", "core.hooksPath", ".hooks");
        assertEquals(0, run("hook", "install", "--repository", "shop"), err::toString);
        assertTrue(Files.isExecutable(checkout.resolve(".hooks/post-checkout")));
    }

    @Test
    void theHookSaysThatADatabaseCannotBeRead() throws Exception {
        ConnectionSettings nowhere = new ConnectionSettings("127.0.0.1", 1, "shop", "dev", "disable", null, null);
        new WorkspaceStore(folder.resolve("settings"), notice -> {})
                .remember(new Workspace(nowhere, checkout.toString(), List.of()));
        assertEquals(0, run("hook", "run", "--repository", "shop"), err::toString);
        assertTrue(
                out.toString().startsWith("Backstep: shop was not compared with this checkout. Nothing answers at"),
                out.toString());
        assertTrue(out.toString().contains("~/.pgpass"), out.toString());
    }

    /** The output without what differs from run to run. */
    private String settled(Postgres database) {
        return out.toString()
                .replace(database.name(), "NAME")
                .replace(":" + Postgres.port(), ":PORT")
                .replace(checkout.toString(), "SHOP")
                .replaceAll("[0-9a-f]{7}(?= (in|2026))", "COMMIT")
                .replaceAll("in [0-9.]+ s\\b", "in TIME s");
    }

    private static String time(GitFixture git) {
        return OffsetDateTime.parse(git.git("log", "-1", "--format=%cI", "main").strip())
                .toInstant()
                .toString();
    }

    private String url(Postgres database) {
        return "postgres://postgres:secret-in-url@127.0.0.1:" + Postgres.port() + "/" + database.name()
                + "?sslmode=disable";
    }

    private int run(String... arguments) {
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
