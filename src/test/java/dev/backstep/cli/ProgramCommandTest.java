package dev.backstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import dev.backstep.fixture.Postgres;
import dev.backstep.rollback.program.StandInCommand;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tool's own command, on the command line. */
class ProgramCommandTest extends CommandLineScene {

    private static final Pattern FINGERPRINT = Pattern.compile("\\b[0-9a-f]{64}\\b");

    private Postgres database;

    @BeforeEach
    void makeDatabase() {
        database = Postgres.freshDatabase();
        database.execute("""
                CREATE TABLE msg_meta (id int PRIMARY KEY, version text, updated_at timestamptz);
                INSERT INTO msg_meta VALUES (1, '1.2.0', now());
                CREATE TABLE msg_users (id int PRIMARY KEY, mood text);
                CREATE TABLE msg_status (id int PRIMARY KEY);
                CREATE TABLE msg_messages (id int PRIMARY KEY);
                INSERT INTO msg_messages SELECT generate_series(1, 10);
                """);
    }

    @AfterEach
    void dropDatabase() {
        database.drop();
    }

    @Test
    void aCommandIsRehearsedShownAndRunWhenFingerprintAndNameAreGivenBack() throws Exception {
        assertEquals(0, program("rehearse"), () -> out + " " + err);
        assertTrue(out.toString().contains(" · connection 1 · DROP TABLE · "), out.toString());
        assertTrue(out.toString().contains("  dropped table msg_status\n"), out.toString());
        assertTrue(out.toString().contains("  msg_messages: 10 → 2 rows, 0 updated, 8 deleted\n"), out.toString());
        assertTrue(out.toString().contains("DATABASE_URL=postgres://{user}:{password}@{host}:{port}/{database}"));
        assertEquals("10", database.value("SELECT count(*) FROM msg_messages"));
        String fingerprint = fingerprint();

        assertEquals(0, program("run"), () -> out + " " + err);
        assertTrue(out.toString().contains("--run " + fingerprint + " --confirm " + database.name()), out.toString());
        assertEquals("10", database.value("SELECT count(*) FROM msg_messages"));

        assertEquals(1, program("run", "--run", fingerprint.replace(fingerprint.charAt(0), 'x'), "--no-save"));
        assertEquals(1, program("run", "--run", fingerprint, "--confirm", "another", "--no-save"));
        assertEquals(1, program("run", "--run", fingerprint, "--confirm", database.name()));
        assertEquals("10", database.value("SELECT count(*) FROM msg_messages"));

        String[] run = {"run", "--run", fingerprint, "--confirm", database.name(), "--save", "saved", "--format", "json"
        };
        assertEquals(0, program(run), () -> out + " " + err);
        assertEquals(
                "as-rehearsed",
                JsonParser.parseString(out.toString())
                        .getAsJsonObject()
                        .get("outcome")
                        .getAsString());
        assertEquals("2", database.value("SELECT count(*) FROM msg_messages"));
        assertTrue(err.toString().contains("| reverted 1.2.0\n"), err.toString());
        try (var saved = Files.list(folder.resolve("saved"))) {
            assertEquals(1, saved.count());
        }
        assertFalse((out + " " + err).contains("secret-in-url"));
    }

    @Test
    void withoutAGoodRehearsalItRunsOnlyWhenThatIsSaid() {
        assertEquals(0, program("run"));
        String fingerprint = fingerprint();
        assertTrue(out.toString().contains("--unrehearsed"), out.toString());
        assertEquals(1, program("run", "--run", fingerprint, "--confirm", database.name(), "--no-save"));
        assertEquals("10", database.value("SELECT count(*) FROM msg_messages"));
        assertEquals(
                0,
                program("run", "--run", fingerprint, "--confirm", database.name(), "--no-save", "--unrehearsed"),
                () -> out + " " + err);
        assertEquals("2", database.value("SELECT count(*) FROM msg_messages"));
    }

    private int program(String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] arguments = new String[8 + more.length - 1];
        arguments[0] = "program";
        arguments[1] = more[0];
        arguments[2] = "--database-url";
        arguments[3] = url(database);
        arguments[4] = "--repository";
        arguments[5] = checkout.toString();
        arguments[6] = "--command";
        arguments[7] = StandInCommand.line("down");
        System.arraycopy(more, 1, arguments, 8, more.length - 1);
        return run(arguments);
    }

    private String fingerprint() {
        Matcher found = FINGERPRINT.matcher(out.toString());
        assertTrue(found.find(), out.toString());
        return found.group();
    }
}
