package dev.backstep.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.ConnectionSettings.TableName;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.ProgramSettings;
import dev.backstep.model.Track;
import dev.backstep.model.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Workspaces to JSON and back; writing onto a tree leaves its other keys as they are. */
final class WorkspaceJson {

    private WorkspaceJson() {}

    static Workspace read(JsonObject tree) {
        JsonObject database = tree.getAsJsonObject("database");
        ConnectionSettings settings =
                database.has("file") ? ConnectionSettings.ofFile(text(database, "file")) : server(database);
        List<Track> pairings = new ArrayList<>();
        for (JsonElement pairing : tree.getAsJsonArray("pairings")) {
            JsonObject track = pairing.getAsJsonObject();
            pairings.add(
                    new Track(text(track, "name"), textOrNull(track, "folder"), table(track.getAsJsonObject("table"))));
        }
        return new Workspace(settings, text(tree, "repository"), pairings, program(tree.getAsJsonObject("program")));
    }

    private static ConnectionSettings server(JsonObject database) {
        return new ConnectionSettings(
                text(database, "host"),
                database.get("port").getAsInt(),
                text(database, "database"),
                text(database, "user"),
                text(database, "sslMode"),
                textOrNull(database, "searchPath"),
                tableName(database.getAsJsonObject("migrationsTable")));
    }

    static void write(Workspace workspace, JsonObject tree) {
        ConnectionSettings settings = workspace.database();
        JsonObject database = child(tree, "database");
        set(database, "file", settings.file());
        if (settings.file() == null) {
            write(settings, database);
        }
        tree.addProperty("repository", workspace.repository());
        JsonArray pairings = new JsonArray();
        for (Track track : workspace.pairings()) {
            JsonObject pairing = pairing(tree.getAsJsonArray("pairings"), track.name());
            write(track, pairing);
            pairings.add(pairing);
        }
        tree.add("pairings", pairings);
        if (workspace.program() != null) {
            write(workspace.program(), child(tree, "program"));
        }
    }

    private static void write(ProgramSettings program, JsonObject tree) {
        tree.addProperty("command", program.command());
        tree.addProperty("folder", program.folder());
        JsonObject variables = new JsonObject();
        program.variables().forEach(variables::addProperty);
        tree.add("variables", variables);
    }

    private static @Nullable ProgramSettings program(@Nullable JsonObject tree) {
        if (tree == null) {
            return null;
        }
        Map<String, String> variables = new LinkedHashMap<>();
        if (tree.has("variables")) {
            tree.getAsJsonObject("variables")
                    .entrySet()
                    .forEach(
                            each -> variables.put(each.getKey(), each.getValue().getAsString()));
        }
        String folder = textOrNull(tree, "folder");
        return new ProgramSettings(text(tree, "command"), folder == null ? "" : folder, variables);
    }

    private static void write(ConnectionSettings settings, JsonObject database) {
        database.addProperty("host", settings.host());
        database.addProperty("port", settings.port());
        database.addProperty("database", settings.database());
        database.addProperty("user", settings.user());
        database.addProperty("sslMode", settings.sslMode());
        set(database, "searchPath", settings.searchPath());
        TableName named = settings.migrationsTable();
        if (named == null) {
            database.remove("migrationsTable");
        } else {
            JsonObject table = child(database, "migrationsTable");
            set(table, "schema", named.schema());
            table.addProperty("name", named.name());
        }
    }

    private static void write(Track track, JsonObject pairing) {
        pairing.addProperty("name", track.name());
        set(pairing, "folder", track.folder());
        HistoryTable history = track.table();
        if (history == null) {
            pairing.remove("table");
        } else {
            JsonObject table = child(pairing, "table");
            table.addProperty("tool", history.tool());
            table.addProperty("schema", history.schema());
            table.addProperty("name", history.name());
        }
    }

    /** The track's tree as it was, or a new one. */
    private static JsonObject pairing(@Nullable JsonArray pairings, String name) {
        if (pairings != null) {
            for (JsonElement pairing : pairings) {
                if (name.equals(text(pairing.getAsJsonObject(), "name"))) {
                    return pairing.getAsJsonObject().deepCopy();
                }
            }
        }
        return new JsonObject();
    }

    private static @Nullable TableName tableName(@Nullable JsonObject table) {
        return table == null ? null : new TableName(textOrNull(table, "schema"), text(table, "name"));
    }

    private static @Nullable HistoryTable table(@Nullable JsonObject table) {
        return table == null ? null : new HistoryTable(text(table, "tool"), text(table, "schema"), text(table, "name"));
    }

    private static JsonObject child(JsonObject tree, String key) {
        if (!tree.has(key)) {
            tree.add(key, new JsonObject());
        }
        return tree.getAsJsonObject(key);
    }

    private static void set(JsonObject tree, String key, @Nullable String value) {
        if (value == null) {
            tree.remove(key);
        } else {
            tree.addProperty(key, value);
        }
    }

    private static String text(JsonObject tree, String key) {
        return tree.get(key).getAsString();
    }

    private static @Nullable String textOrNull(JsonObject tree, String key) {
        return tree.has(key) ? text(tree, key) : null;
    }
}
