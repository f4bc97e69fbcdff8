package dev.backstep.rollback.saved;

/**
 * A table or sequence, by the names the catalog has.
 *
 * @param schema its schema
 * @param name its own name
 */
public record TableName(String schema, String name) implements Comparable<TableName> {

    /** As SQL takes it, whatever the search path. */
    public String sql() {
        return quote(schema) + "." + quote(name);
    }

    /** Any name as an SQL identifier. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public int compareTo(TableName other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema == 0 ? name.compareTo(other.name) : bySchema;
    }

    /** As shown to a person: without the schema where that is {@code public}. */
    @Override
    public String toString() {
        return schema.equals("public") ? name : schema + "." + name;
    }
}
