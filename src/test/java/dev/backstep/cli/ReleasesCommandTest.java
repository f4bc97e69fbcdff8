package dev.backstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.backstep.fixture.Postgres;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which release can start, and the runbook to one that cannot. */
class ReleasesCommandTest extends CommandLineScene {

    private static final String MIGRATE = "migrate -source \"file://$SCRIPTS\"'/migrations' -database"
            + " \"$DATABASE_URL\"'&x-migrations-table=schema_migrations' ";

    private int onShop(Postgres database, String command, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of(command, "--database-url", url(database), "--repository", "shop"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void eachReleaseHasItsAnswerAndItsWay() {
        Postgres database = shopAt3();
        assertEquals(0, onShop(database, "releases", "--branch", "alpha"), err::toString);
        assertEquals("""
                Which releases can run on NAME?
                migrations is at 3.

                main (checkout)  migrations 2′  after rollback  2 applied migrations are not in it; its 2 may be another \
                migration.
                    prints: no migration found for version 3: read down for version 3 .: file does not exist
                    Stage 1 of 1: migrations goes from 3 to 1, then deploy main.
                alpha (branch)   migrations 3′  unverified      Its newest migration is the database's: 3; that its 2 is the \
                one applied is not proven.
                v1.0.0           migrations 1   after rollback  2 applied migrations are not in it.
                    prints: no migration found for version 3: read down for version 3 .: file does not exist
                    Stage 1 of 1: migrations goes from 3 to 1, then deploy v1.0.0.
                """, settled(database));
        assertEquals("", err.toString());
    }

    @Test
    void theJsonSaysTheSameUnderAnotherRule() {
        Postgres database = shopAt3();
        assertEquals(0, onShop(database, "releases", "--rule", "run", "--format", "json"), err::toString);
        JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertEquals(
                "[main unverified [], v1.0.0 runs []]",
                report.getAsJsonArray("releases").asList().stream()
                        .map(release -> release.getAsJsonObject().get("name").getAsString() + " "
                                + release.getAsJsonObject().get("answer").getAsString() + " "
                                + release.getAsJsonObject().get("missing"))
                        .toList()
                        .toString());
        assertEquals(1, report.get("format").getAsInt());
    }

    @Test
    void aRuleThatIsNotUnderstoodIsASentence() {
        assertEquals(1, onShop(shopAt3(), "releases", "--rule", "perhaps"));
        assertEquals(
                "The rule perhaps is not understood. Write refuse, run, within-one-minor or only-compatible, with"
                        + " @VERSION for its first release: run@v0.9.9.\n",
                err.toString());
    }

    @Test
    void theRunbookIsMarkdown() {
        Postgres database = shopAt3();
        assertEquals(0, onShop(database, "runbook", "--to", "v1.0.0"), err::toString);
        String runbook = settled(database);
        assertEquals(
                List.of(
                        "## Where things stand",
                        "## 1. Set the variables",
                        "## 2. Save the database",
                        "## 3. Have golang-migrate",
                        "## 4. Stop the application",
                        "## 5. migrations: go from 3 to 1",
                        "## 6. Deploy v1.0.0",
                        "## 7. If it goes wrong"),
                runbook.lines().filter(line -> line.startsWith("## ")).toList());
        assertTrue(runbook.contains("export ROLLBACK_MIGRATION_VERSION='1'\n"), runbook);
        assertTrue(
                runbook.contains(
                        "- 3 late: drops the table late\n- 2 alpha: drops the table alpha; another content of it"
                                + " was found too, which may lose something else\n"),
                runbook);
        assertFalse(runbook.contains("secret-in-url"), runbook);
    }

    @Test
    void theRunbookIsAShellScript() {
        Postgres database = shopAt3();
        assertEquals(0, onShop(database, "runbook", "--to", "v1.0.0", "--format", "shell"), err::toString);
        String runbook = settled(database);
        assertEquals(
                List.of(
                        "set -euo pipefail",
                        "export DATABASE_URL='postgres://postgres:PASSWORD@127.0.0.1:PORT/NAME?sslmode=disable'",
                        "export REPOSITORY='SHOP'",
                        "export ROLLBACK_VERSION='v1.0.0'",
                        "export ROLLBACK_MIGRATION_VERSION='1'",
                        "pg_dump \"$DATABASE_URL\" --format=custom --file=before-rollback.dump",
                        "migrate -version",
                        "read -r -p 'Everything that uses the database is stopped? Enter goes on, Ctrl-C stops. ' _",
                        "SCRIPTS=$(mktemp -d)",
                        "git -C \"$REPOSITORY\" archive '" + git.id("alpha")
                                + "' 'migrations' | tar -x -C \"$SCRIPTS\"",
                        MIGRATE + "version",
                        "read -r -p 'migrations is at 3, as planned? Enter goes on, Ctrl-C stops. ' _",
                        MIGRATE + "goto \"$ROLLBACK_MIGRATION_VERSION\"",
                        MIGRATE + "version"),
                runbook.lines()
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList());
    }

    @Test
    void theRunbookIsSql() {
        Postgres database = shopAt3();
        assertEquals(1, onShop(database, "runbook", "--to", "v1.0.0", "--format", "sql"));
        assertEquals(
                "There is no SQL for this way, because migrations cannot be undone as it stands: 2 alpha: Ambiguous."
                        + " Preview the rollback in the window to choose, or to see what is missing.\n",
                err.toString());
        git.git("rm", "--quiet", "migrations/000002_beta.up.sql");
        git.commit("No beta");
        assertEquals(0, onShop(database, "runbook", "--to", "v1.0.0", "--format", "sql"), err::toString);
        assertEquals(
                List.of("DROP TABLE late;", "DROP TABLE alpha;"),
                out.toString()
                        .lines()
                        .filter(line -> line.startsWith("DROP TABLE"))
                        .toList());
    }

    @Test
    void aReleaseThatIsNotThereIsASentence() {
        assertEquals(1, onShop(shopAt3(), "runbook", "--to", "v9"));
        assertEquals(
                "There is no release called v9 with migrations of these tracks. \"backstep releases\" lists those that"
                        + " there are.\n",
                err.toString());
        assertEquals("", out.toString());
    }
}
