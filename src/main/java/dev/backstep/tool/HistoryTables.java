package dev.backstep.tool;

import dev.backstep.model.ContentId;
import dev.backstep.model.HistoryTable;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds for the history table of every tool, on PostgreSQL and in a SQLite file. */
public final class HistoryTables {

    /** What SQLite calls the file's own tables' schema. */
    private static final String FILE = "main";

    /** A table that may not be read is listed all the same when it is on the search path: there it is the history. */
    private static final String WITH_COLUMNS = """
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p')
              AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
              AND (SELECT array_agg(a.attname || ' ' || pg_catalog.format_type(a.atttypid, NULL) ORDER BY a.attname COLLATE "C")
                   FROM pg_catalog.pg_attribute a
                   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) = ?::text[]
              AND (pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
                   OR n.nspname = ANY (pg_catalog.current_schemas(false)))
            ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
            """;

    private HistoryTables() {}

    /** Every history table once: of several tools that take it, for the last. */
    public static List<HistoryTable> of(Connection connection, List<MigrationTool> tools) throws SQLException {
        Map<String, HistoryTable> tables = new LinkedHashMap<>();
        for (MigrationTool tool : tools) {
            for (HistoryTable table : tool.findHistories(connection)) {
                tables.put(Quoted.table(table), table);
            }
        }
        return List.copyOf(tables.values());
    }

    /**
     * Every table of exactly these columns: tools let their users name the table as they like. None in a SQLite file, where
     * a tool asks for its table by name.
     *
     * @param columns names and types as PostgreSQL writes them, such as {@code version bigint}, ordered by name
     */
    public static List<HistoryTable> withColumns(Connection connection, String tool, List<String> columns)
            throws SQLException {
        List<HistoryTable> tables = new ArrayList<>();
        if (isSqlite(connection)) {
            return tables;
        }
        try (PreparedStatement statement = connection.prepareStatement(WITH_COLUMNS)) {
            statement.setArray(1, connection.createArrayOf("text", columns.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add(new HistoryTable(tool, rows.getString(1), rows.getString(2)));
                }
            }
        }
        return tables;
    }

    /**
     * The table of this name in a SQLite file, if it has exactly these columns; none on PostgreSQL.
     *
     * @param columns names and types as they were declared, in upper case, such as {@code id INTEGER}, ordered by name
     */
    public static Optional<HistoryTable> inFile(Connection connection, String tool, String name, List<String> columns)
            throws SQLException {
        if (!isSqlite(connection)) {
            return Optional.empty();
        }
        List<String> found = new ArrayList<>();
        String query = "SELECT c.name || ' ' || upper(c.type) FROM sqlite_schema s, pragma_table_info(s.name) c"
                + " WHERE s.type = 'table' AND s.name = ? ORDER BY c.name";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found.equals(columns) ? Optional.of(new HistoryTable(tool, FILE, name)) : Optional.empty();
    }

    /** Whether the connection is on a SQLite file. */
    public static boolean isSqlite(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("SQLite");
    }

    /**
     * A short text that is another one whenever the table was written, also when the same was written again; cheap enough
     * to be asked for every second. Every write makes a new row version, by a transaction of its own.
     */
    public static String stamp(Connection connection, HistoryTable table) throws SQLException {
        if (isSqlite(connection)) {
            return stampInFile(connection, table);
        }
        String query = "SELECT pg_catalog.concat_ws(' ', count(*), pg_catalog.md5(pg_catalog.string_agg("
                + "pg_catalog.concat_ws(' ', t.ctid, t.xmin), ',' ORDER BY t.ctid))) FROM " + Quoted.table(table)
                + " t";
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** The rows themselves: such a table is small, and SQLite keeps nothing else of a write that could be read. */
    private static String stampInFile(Connection connection, HistoryTable table) throws SQLException {
        StringBuilder stamp = new StringBuilder();
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT * FROM " + Quoted.table(table) + " ORDER BY 1");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    stamp.append(rows.getString(i)).append('\t');
                }
                stamp.append('\n');
            }
        }
        return ContentId.of(stamp.toString().getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** Locks a history table until the transaction ends, so that a starting application waits. */
    public static String lock(HistoryTable table) {
        return "LOCK TABLE " + Quoted.table(table) + " IN ACCESS EXCLUSIVE MODE";
    }
}
