package dev.backstep.tool.flyway;

import dev.backstep.model.AppliedRecord;
import dev.backstep.model.AppliedRecord.Row;
import dev.backstep.model.BackstepException;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Version;
import dev.backstep.tool.Quoted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Flyway's rows, taken together in the order in which they were written ({@code MigrationInfoServiceImpl}): what was undone or
 * marked as deleted is not applied any more, and of a repeatable migration the last run counts.
 */
final class FlywayRows {

    private final HistoryTable table;
    private final List<AppliedRecord> applied = new ArrayList<>();
    private boolean failed;

    private FlywayRows(HistoryTable table) {
        this.table = table;
    }

    static FlywayRows read(Connection connection, HistoryTable table) throws SQLException, BackstepException {
        String query =
                "SELECT installed_rank, version, description, type, script, checksum, installed_on, success FROM "
                        + Quoted.table(table) + " ORDER BY installed_rank";
        FlywayRows rows = new FlywayRows(table);
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** What is applied, newest first. */
    List<AppliedRecord> newestFirst() {
        return applied.reversed();
    }

    /** Whether a migration, or what should have undone one, is marked as failed. */
    boolean failed() {
        return failed
                || applied.stream()
                        .anyMatch(
                                record -> record.row() != null && !record.row().success());
    }

    private void add(ResultSet row) throws SQLException, BackstepException {
        String type = row.getString("type");
        boolean success = row.getBoolean("success");
        if (type.equals("SCHEMA")) {
            return;
        }
        Version version = version(row);
        if (type.equals("DELETE") || type.startsWith("UNDO_")) {
            failed |= !success;
            if (success) {
                removeLast(version);
            }
            return;
        }
        if (version.isRepeatable()) {
            removeLast(version);
        }
        boolean baseline = type.equals("BASELINE") || type.endsWith("_BASELINE");
        Row recorded = new Row(row.getString("installed_rank"), checksum(row), appliedAt(row), success, baseline);
        applied.add(new AppliedRecord(
                version, row.getString("description"), row.getString("script"), null, null, recorded));
    }

    private Version version(ResultSet row) throws SQLException, BackstepException {
        String version = row.getString("version");
        if (version == null) {
            return Version.repeatable(row.getString("description"));
        }
        String rank = row.getString("installed_rank");
        return FlywayName.version(version)
                .orElseThrow(() -> new BackstepException("flyway.badRow", null, table.toString(), rank));
    }

    private void removeLast(Version version) {
        for (int i = applied.size() - 1; i >= 0; i--) {
            if (applied.get(i).version().equals(version)) {
                applied.remove(i);
                return;
            }
        }
    }

    private static @Nullable String checksum(ResultSet row) throws SQLException {
        return row.getString("checksum");
    }

    private static @Nullable LocalDateTime appliedAt(ResultSet row) throws SQLException {
        Timestamp at = row.getTimestamp("installed_on");
        return at == null ? null : at.toLocalDateTime();
    }
}
