package dev.backstep.inspection;

import dev.backstep.database.DatabaseReader;
import dev.backstep.inspection.Inspection.Connected;
import dev.backstep.inspection.Inspection.DatabaseSide;
import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.text.Text;
import dev.backstep.tool.HistoryTables;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.MigrationTools;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the database said, all of it from one snapshot.
 *
 * @param side what is shown of it
 * @param histories one per readable history table
 * @param stamps for each history table its stamp
 * @param unreadable for each history table that could not be read, the sentence that says why
 * @param empty whether it has no tables at all
 */
record DatabaseReading(
        DatabaseSide side,
        List<History> histories,
        Map<HistoryTable, String> stamps,
        Map<HistoryTable, String> unreadable,
        boolean empty) {

    static DatabaseReading of(DatabaseReader database, List<MigrationTool> tools) throws BackstepException {
        return database.read(connection -> of(database, connection, tools));
    }

    static DatabaseReading unreachable(BackstepException problem) {
        return new DatabaseReading(new Inspection.Unreachable(Text.of(problem)), List.of(), Map.of(), Map.of(), false);
    }

    /** Every history table, readable or not. */
    List<HistoryTable> tables() {
        return side instanceof Connected connected ? connected.tables() : List.of();
    }

    /** What this table says; null when there is no such table. */
    @Nullable
    History history(@Nullable HistoryTable table) {
        return histories.stream()
                .filter(history -> history.table().equals(table))
                .findFirst()
                .orElse(null);
    }

    private static DatabaseReading of(DatabaseReader database, Connection connection, List<MigrationTool> tools)
            throws SQLException {
        List<HistoryTable> tables = HistoryTables.of(connection, tools);
        List<History> histories = new ArrayList<>();
        Map<HistoryTable, String> stamps = new HashMap<>();
        Map<HistoryTable, String> unreadable = new HashMap<>();
        for (HistoryTable table : tables) {
            stamps.put(table, HistoryTables.stamp(connection, table));
            try {
                histories.add(MigrationTools.named(table.tool()).read(connection, table));
            } catch (BackstepException e) {
                unreadable.put(table, Text.of(e));
            }
        }
        Connected side = new Connected(
                database.identity(connection),
                database.serverVersion(connection),
                database.sessions(connection),
                tables);
        return new DatabaseReading(side, histories, stamps, unreadable, database.userTables(connection) == 0);
    }
}
