package dev.backstep.rollback.undo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Texts sent as they are, on the run's session. */
final class Sql {

    private final Connection connection;

    Sql(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** Gives the number of rows that were changed. */
    long execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
            return Math.max(0, statement.getLargeUpdateCount());
        }
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(rows(sql).getFirst().getFirst());
    }

    /** All rows, each value as text. */
    List<List<String>> rows(String sql) throws SQLException {
        List<List<String>> all = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(sql)) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        String value = rows.getString(i);
                        row.add(value == null ? "" : value);
                    }
                    all.add(row);
                }
            }
        }
        return all;
    }

    /** A text as an SQL literal, whatever it holds. */
    static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
