package dev.backstep.rollback.undo;

import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.model.catalog.CatalogObject;
import dev.backstep.model.catalog.CatalogSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is needed to put back what a rollback took; written before its first statement.
 *
 * @param format {@link #FORMAT}
 * @param id the run's name
 * @param at when it began, ISO 8601 in UTC
 * @param database the database
 * @param table its history table
 * @param fingerprint the plan's
 * @param from the version before the first step; null for nothing applied
 * @param target the version after the last; null for nothing applied
 * @param steps as they were planned, newest first; none where only rows can be put back, after a reset or a repair
 * @param saved where the data is; null when none was saved
 * @param catalog the catalog before the first statement
 */
public record UndoRecord(
        String format,
        String id,
        String at,
        DatabaseIdentity database,
        HistoryTable table,
        String fingerprint,
        @Nullable String from,
        @Nullable String target,
        List<UndoStep> steps,
        @Nullable SavedAt saved,
        List<Thing> catalog) {

    /** The version grows when a reader of the older one would misread. */
    public static final String FORMAT = "backstep-undo/1";

    /**
     * A step of the rollback.
     *
     * @param version the migration
     * @param name its name
     * @param leavesAt the version after the step; null for nothing applied
     * @param file the file of the script that takes the step back; null when none was found
     * @param up that script's exact text, an up script's where the step undid; null when none was found, or it is no text
     * @param checksum of the file, as its tool records it; null where it records none
     * @param traits of the script, by their names; null where there are none
     */
    public record UndoStep(
            String version,
            String name,
            @Nullable String leavesAt,
            @Nullable String file,
            @Nullable String up,
            @Nullable String checksum,
            @Nullable List<String> traits) {

        /** Whether the step applied its migration, so that it is taken back by undoing that. */
        boolean forth() {
            return version.equals(leavesAt);
        }
    }

    /**
     * Where the data is: in a file or in a schema.
     *
     * @param file the file; null for a schema
     * @param manifest the manifest's SHA-256; null for a schema
     * @param schema the schema; null for a file
     */
    public record SavedAt(
            @Nullable String file,
            @Nullable String manifest,
            @Nullable String schema) {

        /** Where it is, as shown. */
        public String place() {
            return String.valueOf(file == null ? schema : file);
        }

        @Nullable
        Path path() {
            return file == null ? null : Path.of(file);
        }
    }

    /** One thing of the catalog, as in {@link CatalogId} and {@link CatalogObject#definition}. */
    public record Thing(CatalogKind kind, String schema, String name, String part, String definition) {}

    public UndoRecord {
        steps = List.copyOf(steps);
        catalog = List.copyOf(catalog);
    }

    /** Whether only rows can be put back: what else the run did, the migration tool does again, or nobody. */
    public boolean rowsOnly() {
        return steps.isEmpty();
    }

    /** The catalog before the first statement; good for comparing definitions. */
    CatalogSnapshot before() {
        TreeMap<CatalogId, CatalogObject> objects = new TreeMap<>();
        for (Thing thing : catalog) {
            objects.put(
                    new CatalogId(thing.kind(), thing.schema(), thing.name(), thing.part()),
                    new CatalogObject("", thing.definition(), Map.of()));
        }
        return new CatalogSnapshot(objects);
    }

    static List<Thing> things(CatalogSnapshot catalog) {
        return catalog.objects().entrySet().stream()
                .map(entry -> new Thing(
                        entry.getKey().kind(),
                        entry.getKey().schema(),
                        entry.getKey().name(),
                        entry.getKey().part(),
                        entry.getValue().definition()))
                .toList();
    }
}
