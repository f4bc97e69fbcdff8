package dev.backstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.backstep.fixture.Postgres;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Backstep has seen, on the command line. */
class JournalCommandTest extends CommandLineScene {

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
}
