package dev.backstep.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.ConnectionSettings.TableName;
import dev.backstep.model.Environment;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Track;
import dev.backstep.model.Workspace;
import dev.backstep.settings.Preferences.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceStoreTest {

    private static final Workspace PLAIN = workspace("orchard_dev", "/src/orchard", List.of());
    private static final Workspace PAIRED = new Workspace(
            new ConnectionSettings(
                    "::1", 6432, "kagent", "dba", "verify-full", "app, public", new TableName("ops", "versions")),
            "/src/kagent",
            List.of(
                    new Track("core", "go/migrations/core", new HistoryTable("golang-migrate", "ops", "versions")),
                    new Track("vector", null, null)));

    @TempDir
    Path folder;

    private final List<String> notices = new ArrayList<>();

    @Test
    void whatADatabaseIsForIsKeptForAllWorkspacesOnIt() throws Exception {
        WorkspaceStore store = new WorkspaceStore(folder, _ -> {});
        ConnectionSettings orchard = new ConnectionSettings("db", 5432, "orchard", "a", "prefer", null, null);
        ConnectionSettings same = new ConnectionSettings("db", 5432, "orchard", "b", "require", null, null);
        ConnectionSettings other = new ConnectionSettings("db", 5432, "meadow", "a", "prefer", null, null);
        assertEquals(Optional.empty(), store.environment(orchard));
        store.save(new Workspace(orchard, "/one", List.of()), Environment.PRODUCTION);
        store.remember(new Workspace(orchard, "/one", List.of()));
        store.remember(new Workspace(same, "/two", List.of()));
        assertEquals(Optional.of(Environment.PRODUCTION), store.environment(same));
        assertEquals(Optional.empty(), store.environment(other));
        store.save(new Workspace(same, "/two", List.of()), Environment.LOCAL);
        assertEquals(Optional.of(Environment.LOCAL), store.environment(orchard));
    }

    @Test
    void aMarkIsNotForgottenWhenTheServerIsCalledByAnotherOfItsNames() throws Exception {
        WorkspaceStore store = new WorkspaceStore(folder, _ -> {});
        store.save(new Workspace(on("localhost", 5433), "/one", List.of()), Environment.PRODUCTION);
        for (String name : List.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1", "LocalHost", "localhost.")) {
            assertEquals(Optional.of(Environment.PRODUCTION), store.environment(on(name, 5433)), name);
        }
        assertEquals(Optional.empty(), store.environment(on("127.0.0.1", 5432)));
        assertEquals(Optional.empty(), store.environment(on("127.0.0.2", 5433)));
        store.save(new Workspace(on("127.0.0.1", 5433), "/one", List.of()), Environment.STAGING);
        assertEquals(Optional.of(Environment.STAGING), store.environment(on("localhost", 5433)));
    }

    private static ConnectionSettings on(String host, int port) {
        return new ConnectionSettings(host, port, "orchard", "a", "prefer", null, null);
    }

    @Test
    void aNewStoreIsEmptyAndHasTheDefaults() throws Exception {
        assertEquals(List.of(), store().workspaces());
        assertEquals(Preferences.DEFAULT, store().preferences());
        assertFalse(Files.exists(file()));
    }

    @Test
    void workspacesComeBackWholeAndMostRecentFirst() throws Exception {
        store().remember(PLAIN);
        store().remember(PAIRED);
        assertEquals(List.of(PAIRED, PLAIN), store().workspaces());
        store().remember(PLAIN);
        assertEquals(List.of(PLAIN, PAIRED), store().workspaces());
    }

    @Test
    void aWorkspaceOnTheSameDatabaseAndCheckoutReplacesTheEarlierOne() throws Exception {
        store().remember(PLAIN);
        Workspace paired = workspace("orchard_dev", "/src/orchard", List.of(new Track("core", "migrations", null)));
        store().remember(paired);
        assertEquals(List.of(paired), store().workspaces());
    }

    @Test
    void onlyTheMostRecentThirtyAreKept() throws Exception {
        for (int i = 1; i <= 35; i++) {
            store().remember(workspace("db" + i, "/src", List.of()));
        }
        List<String> names = store().workspaces().stream()
                .map(workspace -> workspace.database().database())
                .toList();
        assertEquals(30, names.size());
        assertEquals("db35", names.getFirst());
        assertEquals("db6", names.getLast());
    }

    @Test
    void aForgottenWorkspaceIsGone() throws Exception {
        store().remember(PLAIN);
        store().remember(PAIRED);
        store().forget(PAIRED);
        assertEquals(List.of(PLAIN), store().workspaces());
    }

    @Test
    void preferencesComeBack() throws Exception {
        store().save(new Preferences(Theme.DARK));
        assertEquals(new Preferences(Theme.DARK), store().preferences());
    }

    @Test
    void keysOfAnotherBackstepAreKept() throws Exception {
        store().remember(PAIRED);
        JsonObject tree = JsonParser.parseString(Files.readString(file())).getAsJsonObject();
        JsonObject entry = tree.getAsJsonArray("workspaces").get(0).getAsJsonObject();
        tree.addProperty("windowWidth", 1280);
        entry.addProperty("color", "red");
        entry.getAsJsonObject("database").addProperty("tunnel", "ssh");
        entry.getAsJsonArray("pairings").get(0).getAsJsonObject().addProperty("note", "ours");
        Files.writeString(file(), tree.toString());
        store().save(new Preferences(Theme.LIGHT));
        store().remember(PLAIN);
        store().remember(PAIRED);
        store().forget(PLAIN);
        JsonObject preferences = new JsonObject();
        preferences.addProperty("theme", "light");
        tree.add("preferences", preferences);
        assertEquals(tree, JsonParser.parseString(Files.readString(file())));
    }

    @Test
    void aCorruptFileIsSetAsideAndNeverOverwritten() throws Exception {
        List<String> texts = List.of(
                "{ \"version\": 1, \"workspaces\": [",
                "",
                "[]",
                "{}",
                "{\"version\": 1, \"workspaces\": [{\"repository\": \"/src\"}]}",
                "{\"version\": 1, \"preferences\": {\"theme\": \"plaid\"}}");
        for (String text : texts) {
            Files.createDirectories(folder);
            Files.writeString(file(), text);
            store().remember(PLAIN);
            assertEquals(List.of(PLAIN), store().workspaces());
        }
        Files.write(file(), new byte[] {'{', (byte) 0xff, '}'});
        assertEquals(List.of(), store().workspaces());
        List<String> kept = new ArrayList<>();
        for (int i = 1; i <= texts.size(); i++) {
            kept.add(Files.readString(folder.resolve("settings.json.corrupt" + (i == 1 ? "" : "-" + i))));
        }
        assertEquals(texts, kept);
        assertEquals(texts.size() + 1, notices.size());
        assertEquals(
                "The settings in %s could not be understood, so Backstep starts with none. The file was set aside as %s; mend it and move it back, or delete it."
                        .formatted(file(), file() + ".corrupt"),
                notices.getFirst());
    }

    @Test
    void aFileOfANewerBackstepIsSetAside() throws Exception {
        Files.writeString(file(), "{\"version\": 2, \"workspaces\": {}}");
        store().remember(PLAIN);
        assertEquals("{\"version\": 2, \"workspaces\": {}}", Files.readString(folder.resolve("settings.json.newer")));
        assertEquals(1, notices.size());
        assertTrue(notices.getFirst().contains("newer Backstep"), notices.getFirst());
    }

    @Test
    void aReaderSeesTheOldTextOrTheNewOneButNeverAHalfOne() throws Exception {
        store().remember(PLAIN);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Callable<Void> write = () -> {
                for (int i = 0; i < 200; i++) {
                    store().remember(workspace("db" + i, "/src", List.of()));
                }
                return null;
            };
            Future<Void> writing = threads.submit(write);
            while (!writing.isDone()) {
                assertTrue(JsonParser.parseString(Files.readString(file())).isJsonObject());
            }
            writing.get();
        }
        assertEquals(List.of("settings.json"), names());
        assertEquals(List.of(), notices);
    }

    @Test
    void aLinkedFileStaysALink() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("dotfiles")).resolve("backstep.json");
        Files.writeString(elsewhere, "{\"version\": 1}");
        Files.createSymbolicLink(file(), elsewhere);
        store().remember(PLAIN);
        assertTrue(Files.isSymbolicLink(file()));
        assertEquals(List.of(PLAIN), store().workspaces());
    }

    @Test
    void aFolderThatCannotBeWrittenIsASentence() throws Exception {
        Files.writeString(folder.resolve("taken"), "a file");
        WorkspaceStore store = new WorkspaceStore(folder.resolve("taken"), notices::add);
        BackstepException problem = assertThrows(BackstepException.class, () -> store.remember(PLAIN));
        assertTrue(List.of("settings.unwritable", "settings.unreadable").contains(problem.key()), problem.key());
    }

    private WorkspaceStore store() {
        return new WorkspaceStore(folder, notices::add);
    }

    private Path file() {
        return folder.resolve("settings.json");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Workspace workspace(String database, String repository, List<Track> pairings) {
        return new Workspace(
                new ConnectionSettings("localhost", 5432, database, "dev", "prefer", null, null), repository, pairings);
    }
}
