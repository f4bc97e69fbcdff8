package dev.backstep.rollback.saved;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import dev.backstep.model.catalog.CatalogSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Manifest and catalog as JSON, UTF-8. */
final class ManifestJson {

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private ManifestJson() {}

    static byte[] of(Manifest manifest) {
        return GSON.toJson(manifest).getBytes(StandardCharsets.UTF_8);
    }

    /** The manifest; null when it is none that this version reads. */
    static @Nullable Manifest manifest(byte[] json) {
        try {
            Manifest manifest = GSON.fromJson(new String(json, StandardCharsets.UTF_8), Manifest.class);
            return manifest != null && Manifest.FORMAT.equals(manifest.format()) ? manifest : null;
        } catch (JsonParseException e) {
            return null;
        } catch (RuntimeException e) {
            // A part is missing that every manifest has.
            return null;
        }
    }

    /** Every thing with its definition, for a person who wants to know what the rows belonged to. */
    static byte[] of(CatalogSnapshot catalog) {
        List<Thing> things = new ArrayList<>();
        catalog.objects()
                .forEach((id, object) -> things.add(
                        new Thing(id.kind().name(), id.schema(), id.name(), id.part(), object.definition())));
        return GSON.toJson(things).getBytes(StandardCharsets.UTF_8);
    }

    private record Thing(String kind, String schema, String name, String part, String definition) {}
}
