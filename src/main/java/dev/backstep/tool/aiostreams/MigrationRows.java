package dev.backstep.tool.aiostreams;

import dev.backstep.model.AppliedRecord;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Marker;
import dev.backstep.model.Version;
import dev.backstep.tool.HistoryTables;
import dev.backstep.tool.Quoted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of {@code _migrations}. */
final class MigrationRows {

    private static final List<String> FLAGS = List.of("backward_compatible", "backwardCompatible");

    /** The forms the table has: as it is made today, and with the proposed column under either spelling. */
    static final List<List<String>> FORMS =
            forms("applied_at timestamp without time zone", " boolean", "id integer", "name text");

    /** The same in a SQLite file. */
    static final List<List<String>> FORMS_IN_FILE =
            forms("applied_at TIMESTAMP", " BOOLEAN", "id INTEGER", "name TEXT");

    /** As SQLite's CURRENT_TIMESTAMP writes it, in UTC. */
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private MigrationRows() {}

    /** What was applied last comes first; of those of one moment the higher id. */
    static List<AppliedRecord> read(Connection connection, HistoryTable table) throws SQLException {
        String query = "SELECT * FROM " + Quoted.table(table) + " ORDER BY applied_at DESC NULLS LAST, id DESC";
        boolean file = HistoryTables.isSqlite(connection);
        List<AppliedRecord> records = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            String flag = flag(rows);
            while (rows.next()) {
                String id = String.valueOf(rows.getInt("id"));
                AppliedRecord.Row row = new AppliedRecord.Row(
                        id,
                        null,
                        file
                                ? written(rows.getString("applied_at"))
                                : rows.getObject("applied_at", LocalDateTime.class),
                        true,
                        false,
                        declared(rows, flag));
                records.add(new AppliedRecord(new Version(id), rows.getString("name"), "", null, null, row));
            }
        }
        return records;
    }

    private static List<List<String>> forms(String appliedAt, String flagType, String id, String name) {
        List<List<String>> forms = new ArrayList<>();
        List<String> today = List.of(appliedAt, id, name);
        forms.add(today);
        for (String flag : FLAGS) {
            List<String> more = new ArrayList<>(today);
            more.add(1, flag + flagType);
            forms.add(List.copyOf(more));
        }
        return List.copyOf(forms);
    }

    private static @Nullable LocalDateTime written(@Nullable String text) {
        try {
            return text == null ? null : LocalDateTime.parse(text, WRITTEN);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static @Nullable String flag(ResultSet rows) throws SQLException {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            if (FLAGS.contains(rows.getMetaData().getColumnName(i))) {
                return rows.getMetaData().getColumnName(i);
            }
        }
        return null;
    }

    /** A row that is not marked says no more than that nobody vouched for it. */
    private static @Nullable Marker declared(ResultSet rows, @Nullable String flag) throws SQLException {
        if (flag == null) {
            return null;
        }
        boolean marked = rows.getBoolean(flag);
        return rows.wasNull() ? null : marked ? Marker.COMPATIBLE : Marker.UNKNOWN;
    }
}
