package dev.backstep.rollback.saved;

import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in a saved file or schema.
 *
 * @param format {@link #FORMAT}
 * @param savedAt when, ISO 8601 in UTC
 * @param plan the plan it was saved for
 * @param database where it comes from
 * @param serverVersion the server's version as shown
 * @param encoding of the rows' text
 * @param parts the tables
 * @param sequences where sequences stood
 * @param unsaved what could not be saved, a sentence each
 * @param catalog the SHA-256 of the catalog as it was before; null in a schema
 */
public record Manifest(
        String format,
        String savedAt,
        PlanId plan,
        DatabaseIdentity database,
        String serverVersion,
        String encoding,
        List<Entry> parts,
        List<SequencePosition> sequences,
        List<String> unsaved,
        @Nullable String catalog) {

    /** The version grows when a reader of the older one would misread. */
    public static final String FORMAT = "backstep-saved/1";

    /**
     * Which plan.
     *
     * @param fingerprint 64 hexadecimal digits
     * @param from the version before it; null for nothing applied
     * @param target the version after it; null for nothing applied
     */
    public record PlanId(
            String fingerprint,
            @Nullable String from,
            @Nullable String target) {

        static PlanId of(Plan plan) {
            return new PlanId(plan.fingerprint().hex(), text(plan.history().current()), text(plan.target()));
        }

        private static @Nullable String text(@Nullable Version version) {
            return version == null ? null : version.text();
        }
    }

    /**
     * One part as it was written.
     *
     * @param entry where: the entry's name in the file, the table's in the schema
     * @param part what
     * @param rows how many rows
     * @param bytes how many bytes, not compressed; 0 in a schema
     * @param sha256 over these bytes; in a schema, the sum over its rows
     * @param ddl a statement that would make a table for them
     */
    public record Entry(String entry, Part part, long rows, long bytes, String sha256, String ddl) {}

    public Manifest {
        parts = List.copyOf(parts);
        sequences = List.copyOf(sequences);
        unsaved = List.copyOf(unsaved);
    }

    /** How many rows, over all parts. */
    public long rows() {
        return parts.stream().mapToLong(Entry::rows).sum();
    }
}
