package dev.backstep.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Environment;
import dev.backstep.model.ProgramSettings;
import dev.backstep.model.ServerName;
import dev.backstep.model.Workspace;
import dev.backstep.release.ReleaseChoices;
import dev.backstep.settings.Preferences.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Remembered workspaces and preferences, in {@code settings.json}. Every call reads the file anew and every change is on
 * disk when the call returns; calls may be made from any thread. No password is ever in it.
 */
public final class WorkspaceStore {

    private static final int VERSION = 1;
    private static final int MOST = 30;

    private final Path path;
    private final SettingsFile file;

    /**
     * The store in a folder, which need not exist yet.
     *
     * @param notices hears a sentence when a file could not be understood and was set aside
     */
    public WorkspaceStore(Path folder, Consumer<String> notices) {
        this.path = folder.resolve("settings.json");
        this.file = new SettingsFile(path, VERSION, notices);
    }

    private record Settings(List<Workspace> workspaces, Preferences preferences) {}

    /** The remembered workspaces, most recent first. */
    public synchronized List<Workspace> workspaces() throws BackstepException {
        return read().value().workspaces();
    }

    /**
     * Remembers a workspace as the most recent one, in place of an earlier one on the same database and checkout. The
     * thirty most recent are kept.
     */
    public synchronized void remember(Workspace workspace) throws BackstepException {
        JsonObject tree = read().tree();
        JsonArray others = new JsonArray();
        JsonObject own = new JsonObject();
        for (JsonElement entry : entries(tree)) {
            if (same(workspace, WorkspaceJson.read(entry.getAsJsonObject()))) {
                own = entry.getAsJsonObject();
            } else if (others.size() < MOST - 1) {
                others.add(entry);
            }
        }
        WorkspaceJson.write(workspace, own);
        JsonArray entries = new JsonArray();
        entries.add(own);
        entries.addAll(others);
        tree.add("workspaces", entries);
        write(tree);
    }

    /** What was chosen for the releases of a workspace; the usual where nothing was, or it is not remembered. */
    public synchronized ReleaseChoices releases(Workspace workspace) throws BackstepException {
        for (JsonElement entry : entries(read().tree())) {
            if (same(workspace, WorkspaceJson.read(entry.getAsJsonObject()))) {
                return ReleaseJson.read(entry.getAsJsonObject());
            }
        }
        return ReleaseChoices.USUAL;
    }

    /** Keeps what is chosen for the releases of a workspace, which is remembered with it. */
    public synchronized void save(Workspace workspace, ReleaseChoices choices) throws BackstepException {
        remember(workspace);
        JsonObject tree = read().tree();
        ReleaseJson.write(choices, entries(tree).get(0).getAsJsonObject());
        write(tree);
    }

    /** The tool's own command that is remembered with a workspace; empty where none is. */
    public synchronized Optional<ProgramSettings> program(Workspace workspace) throws BackstepException {
        for (JsonElement entry : entries(read().tree())) {
            Workspace kept = WorkspaceJson.read(entry.getAsJsonObject());
            if (same(workspace, kept)) {
                return Optional.ofNullable(kept.program());
            }
        }
        return Optional.empty();
    }

    /**
     * What a person said that a database is for, in any workspace on it; empty when nobody did. What was said of the server by
     * this very name goes before what was said of it by another of its names.
     */
    public synchronized Optional<Environment> environment(ConnectionSettings database) throws BackstepException {
        Environment byAnotherName = null;
        for (JsonElement entry : entries(read().tree())) {
            JsonObject own = entry.getAsJsonObject().getAsJsonObject("database");
            Workspace kept = WorkspaceJson.read(entry.getAsJsonObject());
            if (!own.has("environment") || !sameDatabase(database, kept)) {
                continue;
            }
            Environment said =
                    Environment.valueOf(own.get("environment").getAsString().toUpperCase(Locale.ROOT));
            if (kept.database().server().equals(database.server())) {
                return Optional.of(said);
            }
            byAnotherName = byAnotherName == null ? said : byAnotherName;
        }
        return Optional.ofNullable(byAnotherName);
    }

    /** Keeps what a workspace's database is for, with all workspaces on it; the workspace is remembered, too. */
    public synchronized void save(Workspace workspace, Environment environment) throws BackstepException {
        remember(workspace);
        JsonObject tree = read().tree();
        for (JsonElement entry : entries(tree)) {
            if (sameDatabase(workspace.database(), WorkspaceJson.read(entry.getAsJsonObject()))) {
                entry.getAsJsonObject()
                        .getAsJsonObject("database")
                        .addProperty("environment", environment.name().toLowerCase(Locale.ROOT));
            }
        }
        write(tree);
    }

    /** Forgets a workspace; nothing happens when it is not remembered. */
    public synchronized void forget(Workspace workspace) throws BackstepException {
        JsonObject tree = read().tree();
        JsonArray entries = new JsonArray();
        for (JsonElement entry : entries(tree)) {
            if (!same(workspace, WorkspaceJson.read(entry.getAsJsonObject()))) {
                entries.add(entry);
            }
        }
        tree.add("workspaces", entries);
        write(tree);
    }

    /** The preferences; the defaults until {@link #save} was called. */
    public synchronized Preferences preferences() throws BackstepException {
        return read().value().preferences();
    }

    /** Keeps the preferences. */
    public synchronized void save(Preferences preferences) throws BackstepException {
        JsonObject tree = read().tree();
        JsonObject own = tree.has("preferences") ? tree.getAsJsonObject("preferences") : new JsonObject();
        own.addProperty("theme", preferences.theme().name().toLowerCase(Locale.ROOT));
        tree.add("preferences", own);
        write(tree);
    }

    private static Settings decode(JsonObject tree) {
        List<Workspace> workspaces = new ArrayList<>();
        entries(tree).forEach(entry -> {
            workspaces.add(WorkspaceJson.read(entry.getAsJsonObject()));
            ReleaseJson.read(entry.getAsJsonObject());
        });
        Preferences preferences = Preferences.DEFAULT;
        if (tree.has("preferences") && tree.getAsJsonObject("preferences").has("theme")) {
            String theme = tree.getAsJsonObject("preferences").get("theme").getAsString();
            preferences = new Preferences(Theme.valueOf(theme.toUpperCase(Locale.ROOT)));
        }
        return new Settings(List.copyOf(workspaces), preferences);
    }

    private static JsonArray entries(JsonObject tree) {
        return tree.has("workspaces") ? tree.getAsJsonArray("workspaces") : new JsonArray();
    }

    private static boolean same(Workspace one, Workspace other) {
        ConnectionSettings first = one.database();
        ConnectionSettings second = other.database();
        return one.repository().equals(other.repository())
                && first.server().equals(second.server())
                && first.database().equals(second.database())
                && first.user().equals(second.user());
    }

    private static boolean sameDatabase(ConnectionSettings database, Workspace workspace) {
        return ServerName.same(workspace.database().server(), database.server())
                && workspace.database().database().equals(database.database());
    }

    private SettingsFile.Content<Settings> read() throws BackstepException {
        try {
            return file.read(WorkspaceStore::decode);
        } catch (IOException e) {
            throw new BackstepException("settings.unreadable", e, path.toString(), e.toString());
        }
    }

    private void write(JsonObject tree) throws BackstepException {
        try {
            file.write(tree);
        } catch (IOException e) {
            throw new BackstepException("settings.unwritable", e, path.toString(), e.toString());
        }
    }
}
