package dev.backstep.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.ConnectionSettings.TableName;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.ProgramSettings;
import dev.backstep.model.Track;
import dev.backstep.model.Workspace;
import dev.backstep.text.Text;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceFileTest {

    private static final ConnectionSettings DATABASE = new ConnectionSettings(
            "db.example.org", 6432, "kagent", "dba", "verify-full", "app", new TableName("ops", "versions"));
    private static final List<Track> PAIRINGS = List.of(
            new Track("core", "go/migrations/core", new HistoryTable("golang-migrate", "ops", "versions")),
            new Track("vector", null, null));

    private static final String PLAIN = """
            {
              "version": 1,
              "database": {
                "host": "localhost",
                "port": 5432,
                "database": "orchard_dev",
                "user": "dev",
                "sslMode": "prefer"
              },
              "repository": "%s",
              "pairings": []
            }
            """;

    @TempDir
    Path folder;

    @Test
    void aWorkspaceComesBackWhole() throws Exception {
        Workspace workspace = new Workspace(
                DATABASE, folder.resolve("kagent").toAbsolutePath().toString(), PAIRINGS);
        WorkspaceFile.write(workspace, file());
        assertEquals(workspace, WorkspaceFile.read(file()));
    }

    @Test
    void theTextIsWhatTheDocumentationSays() throws Exception {
        Path elsewhere = folder.resolve("src/orchard").toAbsolutePath();
        WorkspaceFile.write(plain(elsewhere.toString()), file());
        assertEquals(
                JsonParser.parseString(PLAIN.formatted(elsewhere.toString().replace("\\", "\\\\"))),
                JsonParser.parseString(Files.readString(file())));
        assertFalse(Files.readString(file()).contains("assword"));
    }

    @Test
    void aFileInsideItsCheckoutMovesWithIt() throws Exception {
        Path checkout = folder.resolve("orchard");
        Path inside = Files.createDirectories(checkout.resolve("tools")).resolve("dev.backstep");
        WorkspaceFile.write(plain(checkout.toString()), inside);
        assertTrue(Files.readString(inside).contains("\"repository\": \"..\""), Files.readString(inside));
        Path moved = Files.move(checkout, folder.resolve("moved"));
        assertEquals(plain(moved.toString()), WorkspaceFile.read(moved.resolve("tools/dev.backstep")));
    }

    @Test
    void aBrokenFileIsASentenceAndStaysAsItIs() throws Exception {
        List<String> broken = List.of(
                "",
                "[]",
                "{}",
                "{\"version\": 1}",
                "{\"version\": \"one\"}",
                PLAIN.formatted("src").replace("5432", "0"),
                PLAIN.formatted("src").replace("5432", "70000"),
                PLAIN.formatted("src").replace("prefer", "please"),
                PLAIN.formatted("src").replace("\"pairings\": []", "\"pairings\": 7"),
                PLAIN.formatted("src\\u0000"),
                PLAIN.formatted("src") + " ".repeat(1_000_000));
        for (String text : broken) {
            Files.writeString(file(), text);
            assertEquals("workspaceFile.broken", problem().key(), text);
            assertEquals(text, Files.readString(file()));
        }
        Files.write(file(), new byte[] {'{', (byte) 0xff, '}'});
        assertEquals(
                file()
                        + " is not a workspace file that Backstep understands: it does not name a database and a checkout"
                        + " as such a file does. It was left as it is; connect by hand and save the workspace again.",
                Text.of(problem()));
    }

    @Test
    void aHostThatSaysMoreThanAHostIsRefused() throws Exception {
        for (String host : List.of("evil/db?socketFactory=x&a=", "a,b", "a b", "", "u@h", "h#", "[::1]")) {
            Files.writeString(file(), PLAIN.formatted("src").replace("localhost", host));
            assertEquals("workspaceFile.broken", problem().key(), host);
        }
        for (String host : List.of("::1", "fe80::1%eth0", "10.0.0.7", "db-1.example_org", "datenbank.münchen.de")) {
            Files.writeString(file(), PLAIN.formatted("src").replace("localhost", host));
            assertEquals(host, WorkspaceFile.read(file()).database().host());
        }
    }

    @Test
    void aFileOfANewerBackstepIsNotGuessedAt() throws Exception {
        Files.writeString(file(), "{\"version\": 2, \"database\": \"postgres://somewhere\"}");
        assertEquals("workspaceFile.newer", problem().key());
    }

    @Test
    void aFileThatIsNotThereOrCannotBeWrittenIsASentence() {
        assertEquals("workspaceFile.unreadable", problem().key());
        Path nowhere = folder.resolve("a file/x.backstep");
        assertEquals(
                "workspaceFile.unwritable",
                assertThrows(BackstepException.class, () -> {
                            Files.writeString(folder.resolve("a file"), "", StandardCharsets.UTF_8);
                            WorkspaceFile.write(plain(folder.toString()), nowhere);
                        })
                        .key());
    }

    @Test
    void aCommandIsKeptAndReadAndNothingElse() throws Exception {
        Workspace plain = plain(folder.toString());
        ProgramSettings program = new ProgramSettings(
                "npx knex migrate:down", "server", Map.of("DATABASE_URL", "postgres://{user}@{host}/{database}"));
        Workspace kept = new Workspace(plain.database(), plain.repository(), plain.pairings(), program);
        WorkspaceFile.write(kept, file());
        assertEquals(kept, WorkspaceFile.read(file()));
    }

    @Test
    void aFolderIsACheckoutWhateverItsName() throws Exception {
        assertTrue(WorkspaceFile.isNamed(folder.resolve("not there.backstep")));
        assertFalse(WorkspaceFile.isNamed(folder.resolve("orchard")));
        assertFalse(WorkspaceFile.isNamed(Files.createDirectory(folder.resolve("folder.backstep"))));
    }

    private BackstepException problem() {
        return assertThrows(BackstepException.class, () -> WorkspaceFile.read(file()));
    }

    private Path file() {
        return folder.resolve("dev.backstep");
    }

    private static Workspace plain(String repository) {
        return new Workspace(
                new ConnectionSettings("localhost", 5432, "orchard_dev", "dev", "prefer", null, null),
                repository,
                List.of());
    }
}
