package dev.backstep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.backstep.fixture.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What inspecting a real database and a real repository says. */
class InspectCommandTest extends CommandLineScene {

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
                            "differences": null, "places": [
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
    void inspectComparesWithAnotherPlaceInstead() {
        Postgres database = shopAt3();
        assertEquals(
                0,
                run("inspect", "--database-url", url(database), "--repository", "shop", "--at", "alpha"),
                err::toString);
        assertEquals("""
                Database  NAME on 127.0.0.1:PORT, PostgreSQL 18.6, no other session
                Checkout  main COMMIT in SHOP; read 3 refs and no older commits in TIME s

                Track migrations: The numbers agree, but 2 may be another migration than this checkout's.
                It was found with several contents, and the database records only the number. Compare the candidates.
                Folder    migrations
                Table     public.schema_migrations, at 3
                Ancestor  3 late

                both      3  late   found      compatible   alpha COMMIT 2026-01-01 Ada Brook
                both      2  alpha  ambiguous  compatible
                    may be 2 alpha: alpha COMMIT 2026-01-01 Ada Brook
                    may be 2 beta: working tree; main COMMIT 2026-01-01 Ada Brook
                both      1  users  found      compatible   working tree; main COMMIT 2026-01-01 Ada Brook; alpha COMMIT \
                2026-01-01 Ada Brook and 1 more place  [v1.0.0]
                """, settled(database));
        assertEquals(
                1, run("inspect", "--database-url", url(database), "--repository", "shop", "--at", "no-such-place"));
        assertTrue(out.toString().contains("no-such-place"), out.toString());
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
}
