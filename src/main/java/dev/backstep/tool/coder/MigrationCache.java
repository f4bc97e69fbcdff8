package dev.backstep.tool.coder;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.backstep.model.Version;
import dev.backstep.tool.ScriptName;
import dev.backstep.tool.golangmigrate.GolangMigrate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code migration_cache.json}, which the first form of coder's {@code scripts/develop} kept beside its database:
 * {@code {"102": "000102_alpha.down.sql"}}. It holds names and no texts.
 *
 * @param path the file in the checkout
 * @param names the names of the down scripts; empty where the file was not readable
 * @param readable whether it is what the script writes
 */
record MigrationCache(String path, Map<Version, String> names, boolean readable) {

    /** Bytes; ten times what two thousand migrations need. */
    static final int LIMIT = 1 << 20;

    /** Beside the database that the script starts itself, and for one that stands elsewhere. */
    private static final List<String> PATHS =
            List.of(".coderv2/postgres/migration_cache.json", ".coderv2/migration_cache.json");

    MigrationCache {
        names = Map.copyOf(names);
    }

    /** Those that are there. */
    static List<MigrationCache> of(Path root) {
        return PATHS.stream()
                .filter(path -> Files.isRegularFile(root.resolve(path)))
                .map(path -> read(root, path))
                .toList();
    }

    private static MigrationCache read(Path root, String path) {
        try (InputStream file = Files.newInputStream(root.resolve(path))) {
            byte[] bytes = file.readNBytes(LIMIT + 1);
            if (bytes.length <= LIMIT) {
                return new MigrationCache(path, names(bytes), true);
            }
        } catch (IOException | IllegalStateException e) {
            // It is said with the row that it would have spoken of; nothing else needs it.
        }
        return new MigrationCache(path, Map.of(), false);
    }

    /**
     * @throws IOException when it is not JSON
     * @throws IllegalStateException when it is not what the script writes
     */
    private static Map<Version, String> names(byte[] bytes) throws IOException {
        Map<Version, String> names = new HashMap<>();
        try (JsonReader json =
                new JsonReader(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8))) {
            json.beginObject();
            while (json.hasNext()) {
                String number = json.nextName();
                String fileName = json.nextString();
                names.put(version(number, fileName), fileName);
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalStateException(json.getPath());
            }
        }
        return names;
    }

    private static Version version(String number, String fileName) {
        return new GolangMigrate()
                .parse(fileName)
                .filter(name -> name.direction().down())
                .map(ScriptName::version)
                .filter(version -> version.text().equals(number))
                .orElseThrow(() -> new IllegalStateException(fileName));
    }
}
