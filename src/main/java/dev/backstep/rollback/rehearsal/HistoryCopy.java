package dev.backstep.rollback.rehearsal;

import dev.backstep.database.Database;
import dev.backstep.model.BackstepException;
import dev.backstep.model.HistoryTable;
import dev.backstep.tool.Quoted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * A migration tool's history table, to be put into a database that has none: up scripts do not make it.
 *
 * @param columns names and types
 * @param keys its keys, each behind a comma; may be empty
 * @param rows as {@code COPY} writes them
 */
record HistoryCopy(HistoryTable table, String columns, String keys, String rows) {

    private static final String COLUMNS = """
            SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname) || ' '
                       || pg_catalog.format_type(a.atttypid, a.atttypmod)
                       || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END, ', ' ORDER BY a.attnum)
            FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = ?::pg_catalog.regclass AND a.attnum > 0 AND NOT a.attisdropped
            """;

    private static final String KEYS = """
            SELECT coalesce(pg_catalog.string_agg(', ' || pg_catalog.pg_get_constraintdef(k.oid), ''), '')
            FROM pg_catalog.pg_constraint k
            WHERE k.conrelid = ?::pg_catalog.regclass AND k.contype IN ('p', 'u')
            """;

    /** Reads the live table. */
    static HistoryCopy read(Database live, HistoryTable table) throws BackstepException {
        return live.read(connection -> new HistoryCopy(
                table, text(connection, COLUMNS, table), text(connection, KEYS, table), rows(connection, table)));
    }

    private static String rows(Connection connection, HistoryTable table) throws SQLException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (SELECT * FROM " + Quoted.table(table) + ") TO STDOUT", rows);
        } catch (IOException e) {
            throw new SQLException(e);
        }
        return rows.toString(StandardCharsets.UTF_8);
    }

    private static String text(Connection connection, String query, HistoryTable table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, Quoted.table(table));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        }
    }

    /** Makes the table in a throwaway database, in the place of one that a script has made. */
    void write(Connection copy) throws SQLException {
        try (Statement statement = copy.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + Quoted.identifier(table.schema()));
            statement.execute("DROP TABLE IF EXISTS " + Quoted.table(table));
            statement.execute("CREATE TABLE " + Quoted.table(table) + " (" + columns + keys + ")");
        }
        fill(copy);
    }

    /** Puts the rows into the table, where a throwaway database has it, empty. */
    void fill(Connection copy) throws SQLException {
        try {
            copy.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + Quoted.table(table) + " FROM STDIN", new StringReader(rows));
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }
}
