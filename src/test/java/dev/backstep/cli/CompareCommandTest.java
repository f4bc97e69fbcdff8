package dev.backstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.backstep.fixture.Postgres;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whether a live schema is what its recorded history makes. */
class CompareCommandTest extends CommandLineScene {

    private int compare(Postgres database, String format) {
        return run("compare", "--database-url", url(database), "--repository", "shop", "--format", format);
    }

    @Test
    void whatDiffersIsListedByObject() {
        Postgres database = shopAt3();
        database.execute("ALTER TABLE users ALTER COLUMN id TYPE bigint; COMMENT ON TABLE users IS 'all of them'");
        String untouched = database.catalog();
        assertEquals(0, compare(database, "text"), err::toString);
        assertEquals(untouched, database.catalog());
        assertEquals(
                """
                No: 3 things differ, in 2 objects, from what its migrations make.
                Compared on TODAY with PostgreSQL 18.6, in TIME. A server of another major version may word a \
                definition differently.

                late
                  table: the database does not have it
                  column id: the database does not have it
                    history: integer
                users
                  column id: differs
                    history: integer
                    database: bigint
                """,
                out.toString()
                        .replaceAll("Compared on \\d+ \\w+ \\d+ at \\d+:\\d+", "Compared on TODAY")
                        .replaceAll("in (a second|\\d+ seconds)\\.", "in TIME."));
        assertEquals("Replaying migrations on a throwaway server…\n", err.toString());
    }

    @Test
    void aSchemaThatIsAsRecordedIsSaidToBe() {
        Postgres database = shopAt3();
        database.execute("CREATE TABLE late (id int)");
        assertEquals(0, compare(database, "json"), err::toString);
        JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertEquals(
                Set.of(
                        "format",
                        "database",
                        "at",
                        "serverVersion",
                        "milliseconds",
                        "same",
                        "sentence",
                        "problem",
                        "passedOver",
                        "differences"),
                report.keySet());
        assertTrue(report.get("same").getAsBoolean());
        assertEquals(
                "Yes: the schema is what its migrations make.",
                report.get("sentence").getAsString());
        assertTrue(report.get("differences").getAsJsonArray().isEmpty());
    }

    @Test
    void aReplayThatFailsIsNoAnswer() {
        git.checkout("alpha")
                .write("migrations/000003_late.up.sql", "CREATE EXTENSION vector;\n")
                .commit("vector");
        Postgres database = shopAt3();
        assertEquals(1, compare(database, "text"));
        assertTrue(
                out.toString().startsWith("That cannot be said: the migrations could not be replayed.\n"),
                out.toString());
        assertTrue(
                out.toString()
                        .contains("\nThe replay ended at 3 late. The throwaway server does not have an extension"),
                out.toString());
    }

    @Test
    void whereNothingIsAppliedThereIsNothingToCompare() {
        Postgres database = shopAt3();
        database.execute("DELETE FROM schema_migrations");
        assertEquals(1, compare(database, "text"));
        assertEquals(
                "Nothing of " + database.name() + " is applied, so there is no history to replay.\n", err.toString());
    }
}
