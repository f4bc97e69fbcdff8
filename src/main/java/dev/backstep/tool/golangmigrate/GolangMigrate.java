package dev.backstep.tool.golangmigrate;

import dev.backstep.model.AppliedRecord;
import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Version;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.ScriptName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * golang-migrate v4 with its {@code postgres} and {@code pgx} drivers, and coder's driver for the same table.
 *
 * <p>Its history is one row {@code (version bigint, dirty boolean)} or none. Rules are read from its sources at
 * v4.19.1.
 */
public final class GolangMigrate implements MigrationTool {

    static final String NAME = "golang-migrate";

    /** Any table of exactly these columns: {@code x-migrations-table} lets its users name it as they like. */
    private static final String TABLES = """
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p')
              AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
              AND (SELECT count(*) = 2 AND bool_and(
                          a.attname = 'version' AND a.atttypid = 'pg_catalog.int8'::pg_catalog.regtype
                          OR a.attname = 'dirty' AND a.atttypid = 'pg_catalog.bool'::pg_catalog.regtype)
                   FROM pg_catalog.pg_attribute a
                   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
              AND (pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
                   OR n.nspname = ANY (pg_catalog.current_schemas(false)))
            ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
            """;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<ScriptName> parse(String fileName) {
        return FileName.parse(fileName);
    }

    /** A table that may not be read is listed all the same when it is on the search path: there it is the history. */
    @Override
    public List<HistoryTable> findHistories(Connection connection) throws SQLException {
        List<HistoryTable> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.add(new HistoryTable(NAME, rows.getString(1), rows.getString(2)));
            }
        }
        return tables;
    }

    @Override
    public History read(Connection connection, HistoryTable table) throws SQLException, BackstepException {
        Row row = VersionTable.read(connection, table);
        Version current = row.version() < 0 ? null : Version.of(row.version());
        List<AppliedRecord> records = current == null ? List.of() : CoderRecords.upTo(row.version(), connection, table);
        return new History(table, current, row.dirty(), records);
    }

    @Override
    public String stamp(Connection connection, HistoryTable table) throws SQLException {
        return VersionTable.stamp(connection, table);
    }

    @Override
    public List<AdvisoryLock> locks(Connection connection, HistoryTable table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_catalog.current_database()")) {
            rows.next();
            return LockKeys.of(rows.getString(1), table);
        }
    }

    @Override
    public void lockHistory(Connection connection, HistoryTable table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE " + VersionTable.quoted(table) + " IN ACCESS EXCLUSIVE MODE");
        }
    }

    /** As {@code SetVersion(version, false)} writes it; coder's own records of what is undone go with it. */
    @Override
    public void record(Connection connection, HistoryTable table, @Nullable Version position) throws SQLException {
        CoderRecords.forgetAbove(position, connection, table);
        VersionTable.write(connection, table, position);
    }

    /**
     * What the version table says.
     *
     * @param version -1 for nothing applied
     * @param dirty whether a migration began and did not end
     */
    record Row(long version, boolean dirty) {}
}
