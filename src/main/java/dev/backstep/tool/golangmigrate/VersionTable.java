package dev.backstep.tool.golangmigrate;

import dev.backstep.model.BackstepException;
import dev.backstep.model.HistoryTable;
import dev.backstep.tool.Quoted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The table {@code (version bigint, dirty boolean)}: no row is "nothing applied", as is a version of -1. */
final class VersionTable {

    private static final Row NOTHING_APPLIED = new Row(-1, false);

    /** PostgreSQL's {@code serialization_failure}: the reader is to start again with a new snapshot. */
    private static final String READ_AGAIN = "40001";

    private VersionTable() {}

    /**
     * What the version table says.
     *
     * @param version -1 for nothing applied
     * @param dirty whether a migration began and did not end
     */
    record Row(long version, boolean dirty) {}

    /**
     * Reads the row.
     *
     * @throws BackstepException for two or more rows, since the tool takes any one of them ({@code LIMIT 1} without an
     *     order) and which version is meant cannot be known; and for a row that the tool never writes
     */
    static Row read(Connection connection, HistoryTable table) throws SQLException, BackstepException {
        String query = "SELECT version, dirty FROM " + Quoted.table(table) + " LIMIT 2";
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
