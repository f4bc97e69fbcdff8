package dev.backstep.rollback.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.backstep.fixture.Plans;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.rehearsal.Rehearsed;
import dev.backstep.rollback.rehearsal.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanFilesTest {

    private static final Instant MADE = Instant.parse("2026-11-21T10:00:00.123Z");

    @Test
    void jsonHoldsTheWholePlan() {
        Plan plan = Plans.plan(
                Plans.step(448, "na\nme <b>", "SELECT '\u2028\t€';\r\n", new Finding.Chosen(candidate())),
                Plans.stepWithout(447, "lost", new Finding.Ambiguous(Plans.candidates())));
        JsonObject json = JsonParser.parseString(PlanJson.of(plan, Impact.UNREAD, rehearsed(plan), MADE))
                .getAsJsonObject();
        assertEquals(
                "{\"way\":\"schema\",\"at\":\"2026-11-21T10:00:00.123Z\",\"milliseconds\":1800,\"verdict\":\"differs\","
                        + "\"differences\":2,\"failedAt\":null}",
                json.get("rehearsal").toString());
        assertEquals("backstep-plan/1", json.get("format").getAsString());
        assertEquals(plan.fingerprint().hex(), json.get("fingerprint").getAsString());
        assertEquals("446", json.get("target").getAsString());
        assertEquals(false, json.get("runnable").getAsBoolean());
        JsonObject first = json.getAsJsonArray("steps").get(0).getAsJsonObject();
        assertEquals("na\nme <b>", first.get("name").getAsString());
        assertEquals("SELECT '\u2028\t€';\r\n", first.get("text").getAsString());
        assertEquals(
                "Chosen",
                first.getAsJsonArray("findings")
                        .get(0)
                        .getAsJsonObject()
                        .get("kind")
                        .getAsString());
        JsonObject second = json.getAsJsonArray("steps").get(1).getAsJsonObject();
        assertTrue(second.get("text").isJsonNull());
        assertEquals(
                2,
                second.getAsJsonArray("findings")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("candidates")
                        .size());
    }

    @Test
    void markdownFencesWhateverTheTextHolds() {
        Plan plan = Plans.plan(Plans.step(448, "a *b*\n# c", "SELECT 1; -- ``` and ````", new Finding.CommentsOnly()));
        assertEquals(
                """
                # Roll orchard\\_dev back from 448 to 447

                1 down script, one transaction.
                All steps and the new version are committed together, or nothing is.
                No step drops or overwrites data, as far as the texts show.

                - Database: orchard\\_dev on localhost:5432
                - History table: public.schema\\_migrations
                - Plan: %s
                - Made: 2026-11-21T10:00Z
                - Rehearsal: Rehearsed: 2 things are not as in a fresh 447 (on a copy of the schema) (2026-11-21T10:00Z)

                ## 1. 448 a \\*b\\*\\\\n\\# c

                - Script: feature/alpha 9f31c2e · Ada Pomona · 19 Nov 2026
                - Leaves the database at: 447
                - **Comments only** — The down script holds comments only: nothing is undone, only the version goes back.

                `````sql
                SELECT 1; -- ``` and ````
                `````
                """.formatted(plan.fingerprint().hex()), PlanMarkdown.of(plan, Impact.UNREAD, rehearsed(plan), MADE));
    }

    @Test
    void hiddenCharactersAreNamed() {
        assertEquals(
                "U+200B, U+202E",
                HiddenCharacters.in("a\u202Eb\u200Bc\u202E")
                        .orElseThrow()
                        .sentence()
                        .replaceAll(".*\\((.*)\\).*", "$1"));
        assertTrue(HiddenCharacters.in("SELECT 'שלום'; -- ä\n").isEmpty());
    }

    @Test
    void psqlReadsPlainTextAsTheServerDoes() {
        for (String plain : List.of("", "SELECT a::text, '12:30', b[1 : 2]", "-- it's\nDROP TABLE t", "$$;$$")) {
            assertTrue(PsqlReading.exact(plain), plain);
        }
        for (String other : List.of("\\d", "SELECT :x", "a[i:j]", "SELECT '", "/* ", "$a$ ;", "SELECT (1;", "\"")) {
            assertTrue(!PsqlReading.exact(other), other);
        }
    }

    private static dev.backstep.model.Candidate candidate() {
        return Plans.candidates().getFirst();
    }

    private static Rehearsed rehearsed(Plan plan) {
        return new Rehearsed(
                plan.fingerprint().hex(), Way.SCHEMA, MADE, Duration.ofMillis(1800), Rehearsed.Verdict.DIFFERS, 2, -1);
    }
}
