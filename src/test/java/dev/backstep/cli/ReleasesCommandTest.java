package dev.backstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.backstep.fixture.Postgres;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which release can start, and the runbook to one that cannot. */
class ReleasesCommandTest extends CommandLineScene {

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
        assertEquals("TEXT", settled(database));
        assertEquals("", err.toString());
    }

    @Test
    void theJsonSaysTheSameUnderAnotherRule() {
        Postgres database = shopAt3();
        assertEquals(0, onShop(database, "releases", "--rule", "run", "--format", "json"), err::toString);
        JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertEquals(
                "JSON",
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
        assertEquals("MARKDOWN", settled(database));
    }

    @Test
    void theRunbookIsAShellScript() {
        Postgres database = shopAt3();
        assertEquals(0, onShop(database, "runbook", "--to", "v1.0.0", "--format", "shell"), err::toString);
        assertEquals("SHELL", settled(database));
    }

    @Test
    void theRunbookIsSql() {
        Postgres database = shopAt3();
        assertEquals(0, onShop(database, "runbook", "--to", "v1.0.0", "--format", "sql"), err::toString);
        assertEquals("SQL", settled(database));
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
