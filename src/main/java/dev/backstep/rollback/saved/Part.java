package dev.backstep.rollback.saved;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is saved of one table. A partition or a table that inherits is one of its own, so that no row is saved twice.
 *
 * @param table the table
 * @param kind whether all of its rows or some columns' values
 * @param key the columns that tell its rows apart and stay; empty where there are none
 * @param columns what is saved, the key's columns first; generated columns are left out
 * @param rows how many rows, by the planner's estimate; -1 where there is none
 * @param bytes about how many bytes as text
 */
public record Part(TableName table, Kind kind, List<String> key, List<Column> columns, long rows, long bytes) {

    /** What of a table is saved. */
    public enum Kind {
        /** All rows, since the table goes or its rows are changed in a way nobody can foretell. */
        ROWS,
        /** Some columns of all rows, each with its key; all columns where there is no key. */
        VALUES
    }

    /**
     * A column.
     *
     * @param name its name
     * @param type its type as PostgreSQL writes it
     * @param builtIn whether type and values are PostgreSQL's own, so that they stay whatever the plan drops
     */
    public record Column(String name, String type, boolean builtIn) {}

    public Part {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }

    /** The columns' names as SQL takes them, with commas between. */
    String columnList() {
        return columns.stream().map(column -> TableName.quote(column.name())).collect(Collectors.joining(", "));
    }

    /** The columns that are saved for their values and not only to tell rows apart. */
    public List<String> lost() {
        return columns.stream()
                .map(Column::name)
                .filter(name -> kind == Kind.ROWS || !key.contains(name))
                .toList();
    }

    /** What the saved columns are, as a statement that would make a table of them. */
    String ddl() {
        String lines = columns.stream()
                .map(column -> "    " + TableName.quote(column.name()) + " " + column.type())
                .collect(Collectors.joining(",\n"));
        String unique = key.isEmpty()
                ? ""
                : ",\n    UNIQUE (" + key.stream().map(TableName::quote).collect(Collectors.joining(", ")) + ")";
        return "CREATE TABLE " + table.sql() + " (\n" + lines + unique + "\n)";
    }
}
