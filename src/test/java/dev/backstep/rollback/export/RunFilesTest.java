package dev.backstep.rollback.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.backstep.fixture.Plans;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.run.RunOutcome;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.swing.text.html.HTMLEditorKit;
import org.junit.jupiter.api.Test;

/** The report of a run in its three formats. */
class RunFilesTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:01Z");

    @Test
    void htmlTellsWhatRanWhenByWhomAndHowLong() {
        Plan plan = Plans.orchard();
        String page = RunHtml.of(account(plan, new RunOutcome.RolledBack(Version.of(445), Duration.ofMillis(1830))));
        for (String told : List.of(
                "<h1>orchard_dev is at 445</h1>",
                "<tr><th scope=\"row\">Fingerprint</th><td>"
                        + plan.fingerprint().hex() + "</td></tr>",
                "<tr><th scope=\"row\">Started</th><td>2026-11-21T10:00:01Z</td></tr>",
                "<tr><th scope=\"row\">Took</th><td>1.8 s</td></tr>",
                "<tr><th scope=\"row\">Role</th><td>orchard_admin</td></tr>",
                "<tr><th scope=\"row\">Account on the computer</th><td>ada</td></tr>",
                "<tr><td>1. 448 alpha_cleanup<br><span class=\"muted\">feature/alpha 9f31c2e · Ada Pomona · 19 Nov 2026",
                "<td class=\"took\">120 ms</td>")) {
            assertTrue(page.contains(told), () -> told + " in\n" + page);
        }
    }

    @Test
    void htmlLoadsNothingAndEscapesEveryName() throws Exception {
        String evil = "<script>alert('1')</script>\" onload=x & <b>";
        Plan plan = Plans.plan(
                new DatabaseIdentity("localhost:5432", evil, 1, ""), List.of(Plans.step(448, evil, "DROP TABLE a")));
        String page = RunHtml.of(account(plan, new RunOutcome.Stopped(0, evil, false, 0, Version.of(448), 0)));
        assertFalse(page.contains("<script"), page);
        assertFalse(page.contains("\" onload"), page);
        assertTrue(
                page.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; onload=x &amp; &lt;b&gt;"), page);
        assertFalse(
                page.contains("src=") || page.contains("href=") || page.contains("url(") || page.contains("@import"));
        assertTrue(page.contains("default-src 'none'"));
        new HTMLEditorKit().read(new StringReader(page), new HTMLEditorKit().createDefaultDocument(), 0);
    }

    @Test
    void noFormatHoldsWhatPostgresqlSaidOfARow() {
        RunOutcome outcome = new RunOutcome.Stopped(
                1,
                "PostgreSQL refused the script at line 3: duplicate key value\nKey (mail)=(ada@orchard.example) already"
                        + " exists. (SQLSTATE 23505)",
                false,
                0,
                Version.of(448),
                0);
        RunAccount account = account(Plans.orchard(), outcome);
        for (String file : List.of(RunHtml.of(account), RunMarkdown.of(account), RunJson.of(account))) {
            assertFalse(file.contains("ada@orchard.example"), file);
            assertTrue(file.contains("line 3 (SQLSTATE 23505)"), file);
        }
    }

    @Test
    void markdownTellsTheSame() {
        Plan plan = Plans.orchard();
        String page =
                RunMarkdown.of(account(plan, new RunOutcome.RolledBack(Version.of(445), Duration.ofMillis(1830))));
        assertTrue(page.startsWith("# orchard\\_dev is at 445\n"), page);
        assertTrue(page.contains("- Fingerprint: " + plan.fingerprint().hex() + "\n"), page);
        assertTrue(page.contains("1. 448 alpha\\_cleanup, 120 ms\n   - feature/alpha 9f31c2e"), page);
    }

    @Test
    void jsonHasItsParts() {
        Plan plan = Plans.orchard();
        RunOutcome outcome =
                new RunOutcome.Stopped(1, "Lost.", false, 1, Version.of(447), 2, RunOutcome.Trace.NOT_KNOWN);
        JsonObject json =
                JsonParser.parseString(RunJson.of(account(plan, outcome))).getAsJsonObject();
        assertEquals("backstep-report/1", json.get("format").getAsString());
        assertEquals(plan.fingerprint().hex(), json.get("fingerprint").getAsString());
        assertEquals(1800, json.get("milliseconds").getAsLong());
        JsonObject told = json.getAsJsonObject("outcome");
        assertEquals(
                List.of("stopped", "1", "1", "447", "2", "NOT_KNOWN"),
                List.of("kind", "step", "stepsDone", "at", "statementsDone", "trace").stream()
                        .map(key -> told.get(key).getAsString())
                        .toList());
        assertEquals(3, json.getAsJsonArray("steps").size());
        assertEquals(
                120,
                json.getAsJsonArray("steps")
                        .get(0)
                        .getAsJsonObject()
                        .get("milliseconds")
                        .getAsInt());
    }

    private static RunAccount account(Plan plan, RunOutcome outcome) {
        return new RunAccount(
                plan,
                outcome,
                START,
                START.plusMillis(1800),
                "orchard_admin",
                "ada",
                Map.of(0, Duration.ofMillis(120)));
    }
}
