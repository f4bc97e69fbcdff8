package dev.backstep.model;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The database's own record of one applied migration.
 *
 * @param version its version
 * @param name the migration's title, as recorded or taken from the file's name; empty where the record has none
 * @param fileName the file's name as recorded; empty where the record has none
 * @param upText the text that was applied; null where the record has none
 * @param downText the text that undoes it; null where the record has none
 * @param row its row in the history table; null where it is recorded elsewhere
 */
public record AppliedRecord(
        Version version,
        String name,
        String fileName,
        @Nullable String upText,
        @Nullable String downText,
        @Nullable Row row) {

    /**
     * A row of the history table.
     *
     * @param id what names it in the table, such as Flyway's {@code installed_rank}
     * @param checksum the checksum of the file that was applied, in the tool's own form; null where there is none
     * @param appliedAt when it was applied, by the clock and zone of who applied it; null where the table does not say
     * @param success whether it ended well, as the tool says
     * @param baseline whether the tool was told that everything up to here was there before it, and ran nothing
     * @param declared what the row says of older builds: compatible, or unknown where nobody vouched for it; null where
     *     the table has no word for that
     */
    public record Row(
            String id,
            @Nullable String checksum,
            @Nullable LocalDateTime appliedAt,
            boolean success,
            boolean baseline,
            @Nullable Marker declared) {

        /** A row of a table that says nothing of older builds. */
        public Row(
                String id,
                @Nullable String checksum,
                @Nullable LocalDateTime appliedAt,
                boolean success,
                boolean baseline) {
            this(id, checksum, appliedAt, success, baseline, null);
        }
    }

    /** A record outside the history table, which holds the texts themselves. */
    public AppliedRecord(
            Version version, String name, String fileName, @Nullable String upText, @Nullable String downText) {
        this(version, name, fileName, upText, downText, null);
    }

    /** A row that says no more than that this version was applied. */
    public static AppliedRecord of(Version version) {
        return new AppliedRecord(version, "", "", null, null, new Row(version.text(), null, null, true, false));
    }

    /** The recorded checksum; null where there is none. */
    public @Nullable String checksum() {
        return row == null ? null : row.checksum();
    }

    /** Whether this may be what was applied: nothing but another checksum can speak against it. */
    public boolean agrees(Migration migration) {
        String other = migration.up() == null ? null : migration.up().checksum();
        return checksum() == null || other == null || checksum().equals(other);
    }

    /** Whether the recorded checksum says that this is what was applied. */
    public boolean proves(Migration migration) {
        return checksum() != null
                && migration.up() != null
                && checksum().equals(migration.up().checksum());
    }

    /** What its row says of older builds; null where it says nothing. */
    public @Nullable Marker declared() {
        return row == null ? null : row.declared();
    }

    /** Whether it is the tool's word for what was there before it. */
    public boolean isBaseline() {
        return row != null && row.baseline();
    }
}
