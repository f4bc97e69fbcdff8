package dev.backstep.tool.golangmigrate;

import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Migration;
import dev.backstep.model.Version;
import dev.backstep.tool.HistoryTables;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.Quoted;
import dev.backstep.tool.ScriptName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * golang-migrate v4 with its {@code postgres} and {@code pgx} drivers.
 *
 * <p>Its history is one row {@code (version bigint, dirty boolean)} or none. Rules are read from its sources at
 * v4.19.1.
 */
public final class GolangMigrate implements MigrationTool {

    static final String NAME = "golang-migrate";

    private static final List<String> COLUMNS = List.of("dirty boolean", "version bigint");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<ScriptName> parse(String fileName) {
        return FileName.parse(fileName);
    }

    @Override
    public List<HistoryTable> findHistories(Connection connection) throws SQLException {
        return HistoryTables.withColumns(connection, NAME, COLUMNS);
    }

    @Override
    public History read(Connection connection, HistoryTable table) throws SQLException, BackstepException {
        VersionTable.Row row = VersionTable.read(connection, table);
        Version current = row.version() < 0 ? null : Version.of(row.version());
        return new History(table, current, row.dirty(), List.of());
    }

    @Override
    public List<AdvisoryLock> locks(Connection connection, HistoryTable table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_catalog.current_database()")) {
            rows.next();
            return LockKeys.of(rows.getString(1), table);
        }
    }

    /**
     * What {@code SetVersion(version, false)} leaves: one row, or none for "nothing applied". It truncates first; but each
     * {@code TRUNCATE} waits for the disk, and leaves an empty table to older snapshots, so here the row is deleted.
     */
    @Override
    public List<String> recording(History before, Version undone, @Nullable Version leavesAt) {
        String table = Quoted.table(before.table());
        String delete = "DELETE FROM " + table;
        return leavesAt == null
                ? List.of(delete)
                : List.of(
                        delete,
                        "INSERT INTO " + table + " (version, dirty) VALUES (" + Long.parseLong(leavesAt.text())
                                + ", false)");
    }

    @Override
    public List<String> recordingApplied(History before, Migration applied) {
        return recording(before, applied.version(), applied.version());
    }

    @Override
    public List<String> privilegesToApply() {
        return privileges();
    }

    @Override
    public List<String> privileges() {
        return List.of("DELETE", "INSERT");
    }

    @Override
    public Expectation expectation(History history) {
        String rows =
                "SELECT coalesce(string_agg(version || ' ' || dirty, ', '), '') FROM " + Quoted.table(history.table());
        Version current = history.current();
        return new Expectation(rows, current == null ? "" : current.text() + " " + history.dirty());
    }
}
