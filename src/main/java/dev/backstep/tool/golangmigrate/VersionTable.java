package dev.backstep.tool.golangmigrate;

import dev.backstep.model.BackstepException;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Version;
import dev.backstep.tool.golangmigrate.GolangMigrate.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The table {@code (version bigint, dirty boolean)}: no row is "nothing applied", as is a version of -1. */
final class VersionTable {

    private static final Row NOTHING_APPLIED = new Row(-1, false);

    /** PostgreSQL's {@code serialization_failure}: the reader is to start again with a new snapshot. */
    private static final String READ_AGAIN = "40001";

    private VersionTable() {}

    /**
     * Reads the row.
     *
     * @throws BackstepException for two or more rows, since the tool takes any one of them ({@code LIMIT 1} without an
     *     order) and which version is meant cannot be known; and for a row that the tool never writes
     */
    static Row read(Connection connection, HistoryTable table) throws SQLException, BackstepException {
        String query = "SELECT version, dirty FROM " + quoted(table) + " LIMIT 2";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            if (!rows.next()) {
                requireTrulyEmpty(connection, table);
                return NOTHING_APPLIED;
            }
            long version = rows.getLong(1);
            boolean versionMissing = rows.wasNull();
            boolean dirty = rows.getBoolean(2);
            if (versionMissing || rows.wasNull() || version < -1) {
                throw new BackstepException("golangmigrate.badRow", null, table.toString());
            }
            if (rows.next()) {
                throw new BackstepException("golangmigrate.severalRows", null, table.toString());
            }
            return new Row(version, dirty);
        }
    }

    /** Every write of the tool makes a new row, by a transaction of its own. */
    static String stamp(Connection connection, HistoryTable table) throws SQLException {
        String query = "SELECT pg_catalog.concat_ws(' ', xmin, version, dirty) FROM " + quoted(table) + " LIMIT 2";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            StringJoiner stamp = new StringJoiner(", ");
            while (rows.next()) {
                stamp.add(rows.getString(1));
            }
            return stamp.toString();
        }
    }

    /** {@code TRUNCATE} and {@code INSERT}, as the tool does; only {@code TRUNCATE} for "nothing applied". */
    static void write(Connection connection, HistoryTable table, @Nullable Version position) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE " + quoted(table));
        }
        if (position == null) {
            return;
        }
        String insert = "INSERT INTO " + quoted(table) + " (version, dirty) VALUES (?, false)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setLong(1, Long.parseLong(position.text()));
            statement.executeUpdate();
        }
    }

    static String quoted(HistoryTable table) {
        return quoted(table.schema()) + "." + quoted(table.name());
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /**
     * {@code TRUNCATE} is not MVCC-safe: to a snapshot from before the tool's {@code TRUNCATE} and {@code INSERT} the
     * table looks empty, which would read as "nothing applied". The table's file tells: the snapshot's catalog still
     * has the old one.
     */
    private static void requireTrulyEmpty(Connection connection, HistoryTable table) throws SQLException {
        String query = """
                SELECT c.relfilenode = pg_catalog.pg_relation_filenode(c.oid)
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname = ? AND c.relkind = 'r'
                """;
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next() && !rows.getBoolean(1)) {
                    throw new SQLException(table + " was rewritten while it was read", READ_AGAIN);
                }
            }
        }
    }
}
