package dev.backstep.replay.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in a database between two statements.
 *
 * @param objects by name, in the order in which they were made; names are one whatever their case
 * @param columns of each table, by its name
 */
record Tables(Map<String, Thing> objects, Map<String, List<String>> columns) {

    private static final String OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_schema"
            + " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql IS NOT NULL ORDER BY rowid";
    private static final String COLUMNS = "SELECT s.name, c.name FROM sqlite_schema s, pragma_table_xinfo(s.name) c"
            + " WHERE s.type = 'table' ORDER BY s.name, c.cid";

    /**
     * A table, an index, a view or a trigger.
     *
     * @param table what it belongs to; itself for a table or view
     * @param sql what makes it
     */
    record Thing(String type, String name, String table, String sql) {
        boolean isTable() {
            return type.equals("table");
        }
    }

    static Tables read(Connection connection) throws SQLException {
        Map<String, Thing> objects = new LinkedHashMap<>();
        Map<String, List<String>> columns = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(OBJECTS)) {
                while (rows.next()) {
                    Thing thing = new Thing(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4));
                    objects.put(thing.type() + " " + thing.name(), thing);
                }
            }
            try (ResultSet rows = statement.executeQuery(COLUMNS)) {
                while (rows.next()) {
                    columns.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>())
                            .add(rows.getString(2));
                }
            }
        }
        return new Tables(objects, columns);
    }

    /** What is here and not in the other, in the order in which it was made. */
    List<Thing> without(Tables other) {
        return objects.entrySet().stream()
                .filter(entry -> !other.objects.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    List<String> columnsOf(String table) {
        return columns.getOrDefault(table, List.of());
    }

    boolean hasTrigger(String table) {
        return objects.values().stream()
                .anyMatch(
                        thing -> thing.type().equals("trigger") && thing.table().equalsIgnoreCase(table));
    }
}
