package dev.backstep.sql.rules;

import java.util.Map;

/**
 * What is known about a schema before a script runs.
 *
 * @param complete whether what is not among the objects does not exist; false where only some scripts were read
 * @param objects what is there
 */
public record KnownSchema(boolean complete, Map<ObjectId, SchemaObject> objects) {

    public KnownSchema {
        objects = Map.copyOf(objects);
    }

    /** A database without tables: the schema before the first migration. */
    public static KnownSchema empty() {
        return new KnownSchema(true, Map.of());
    }

    /** Nothing is known: a script is read on its own. */
    public static KnownSchema unknown() {
        return new KnownSchema(false, Map.of());
    }
}
