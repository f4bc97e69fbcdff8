package dev.backstep.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the database says was applied.
 *
 * @param table the table it was read from
 * @param keeping what the tool keeps there
 * @param current the version the database is at: the position, or the newest row's; null when nothing is applied
 * @param dirty whether the tool marked a migration that began and did not end
 * @param records newest first. Where a row is kept for each migration, all of them, in the order in which they were applied;
 *     for a position what another table of the database proves, usually nothing
 */
public record History(
        HistoryTable table, Keeping keeping, @Nullable Version current, boolean dirty, List<AppliedRecord> records) {

    /** What a tool keeps of what it has applied. */
    public enum Keeping {
        /** One version; it says nothing about those below it, and what is pending below it never runs (golang-migrate). */
        POSITION,
        /** A row for each migration; what is pending below the newest is not run, unless the tool is told to (Flyway). */
        ROWS,
        /** A row for each migration; whatever has no row is run, wherever it stands (dbmate). */
        ROWS_FILLING_GAPS
    }

    public History {
        records = List.copyOf(records);
    }

    /** The history of a tool that keeps a position. */
    public History(HistoryTable table, @Nullable Version current, boolean dirty, List<AppliedRecord> records) {
        this(table, Keeping.POSITION, current, dirty, records);
    }

    /** The history of a tool that keeps a row for each migration; it is at the newest one that has a version. */
    public static History ofRows(HistoryTable table, Keeping keeping, boolean dirty, List<AppliedRecord> records) {
        return new History(table, keeping, newest(records), dirty, records);
    }

    /** Whether every applied migration has a record, so that one without was not applied. */
    public boolean complete() {
        return keeping != Keeping.POSITION;
    }

    /** What stands up to here was there before the tool and is not its own; null where the tool was told no such thing. */
    public @Nullable Version baseline() {
        return records.stream()
                .filter(AppliedRecord::isBaseline)
                .map(AppliedRecord::version)
                .findFirst()
                .orElse(null);
    }

    /**
     * The history after a step.
     *
     * @param undone what the step undoes
     * @param leavesAt the version it leaves the database at; null for nothing applied
     */
    public History after(Version undone, @Nullable Version leavesAt) {
        List<AppliedRecord> left = new ArrayList<>(records);
        if (complete()) {
            left.stream()
                    .filter(record -> record.version().equals(undone))
                    .findFirst()
                    .ifPresent(left::remove);
        } else {
            left.removeIf(record -> leavesAt == null || record.version().compareTo(leavesAt) > 0);
        }
        return new History(table, keeping, leavesAt, false, left);
    }

    /**
     * The history after a step that undoes {@code migration}, or applies it where that is also the version it leaves. A row
     * that the tool is yet to write has no id and no time.
     */
    public History after(Migration migration, @Nullable Version leavesAt) {
        if (!migration.version().equals(leavesAt)) {
            return after(migration.version(), leavesAt);
        }
        List<AppliedRecord> more = new ArrayList<>(records);
        if (complete()) {
            Script up = migration.up();
            AppliedRecord.Row row = new AppliedRecord.Row("", up == null ? null : up.checksum(), null, true, false);
            String file = up == null ? "" : up.fileName();
            more.addFirst(new AppliedRecord(migration.version(), migration.name(), file, null, null, row));
        }
        return new History(table, keeping, leavesAt, false, more);
    }

    /** Whether the rows say the same as the other's: versions in their order, with checksums and what came of them. */
    public boolean sameRows(History other) {
        return Objects.equals(current, other.current)
                && dirty == other.dirty
                && records.stream()
                        .map(History::told)
                        .toList()
                        .equals(other.records.stream().map(History::told).toList());
    }

    private static List<Object> told(AppliedRecord record) {
        AppliedRecord.Row row = record.row();
        return row == null
                ? List.of(record.version())
                : List.of(record.version(), String.valueOf(row.checksum()), row.success(), row.baseline());
    }

    private static @Nullable Version newest(List<AppliedRecord> records) {
        return records.stream()
                .map(AppliedRecord::version)
                .filter(version -> !version.isRepeatable())
                .findFirst()
                .orElse(null);
    }
}
