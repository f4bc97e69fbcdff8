package dev.backstep.model;

/**
 * A migration tool's table in the database.
 *
 * @param tool the tool's id, such as {@code golang-migrate}
 * @param schema its schema, unquoted
 * @param name its name, unquoted
 */
public record HistoryTable(String tool, String schema, String name) {

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
