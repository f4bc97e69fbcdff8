package dev.backstep.rollback.saved;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The settings under which rows are written as text and read again, so that every value comes back as it was. */
public final class CopySettings {

    /**
     * Names of things are written with their schemas; {@code row_security} makes PostgreSQL refuse what it would otherwise
     * leave out. Money goes by {@code lc_monetary}, which the C locale writes and reads in every installation.
     */
    private static final String SET = """
            SELECT pg_catalog.set_config(v.name, v.value, true)
            FROM (VALUES ('search_path', ''), ('row_security', 'off'), ('datestyle', 'ISO, YMD'),
                         ('intervalstyle', 'postgres'), ('timezone', 'UTC'), ('extra_float_digits', '3'),
                         ('bytea_output', 'hex'), ('xmloption', 'content'), ('lc_monetary', 'C'),
                         ('quote_all_identifiers', 'off'), ('statement_timeout', '0'))
              AS v (name, value)
            """;

    private CopySettings() {}

    /** Until the transaction ends, or its settings are put back. */
    public static void set(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SET);
        }
    }

    /** UTF-8, but for a database that keeps bytes of an encoding nobody named. */
    static String encoding(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.current_setting('server_encoding')")) {
            row.next();
            return row.getString(1).equals("SQL_ASCII") ? "SQL_ASCII" : "UTF8";
        }
    }
}
