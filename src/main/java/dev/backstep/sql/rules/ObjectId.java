package dev.backstep.sql.rules;

import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;

/**
 * Which thing in a database.
 *
 * @param kind its kind
 * @param owner its own name with schema; for a column, constraint, trigger, policy or rule, its table's
 * @param part the column's, constraint's, trigger's, policy's or rule's name; a function's input types; else empty
 */
public record ObjectId(ObjectKind kind, QName owner, String part) {

    static ObjectId of(ObjectKind kind, QName name) {
        return new ObjectId(kind, name, "");
    }

    static ObjectId column(QName table, String name) {
        return new ObjectId(ObjectKind.COLUMN, table, name);
    }

    static ObjectId constraint(QName table, String name) {
        return new ObjectId(ObjectKind.CONSTRAINT, table, name);
    }

    /** As shown to a person: {@code table.column}, {@code name}. */
    @Override
    public String toString() {
        return switch (kind) {
            case COLUMN, CONSTRAINT, TRIGGER, POLICY, RULE -> owner + "." + part;
            case FUNCTION -> owner + "(" + part + ")";
            case TABLE,
                    INDEX,
                    VIEW,
                    MATERIALIZED_VIEW,
                    SEQUENCE,
                    TYPE,
                    DOMAIN,
                    SCHEMA,
                    EXTENSION,
                    ROLE,
                    STATISTICS,
                    OTHER -> owner.toString();
        };
    }
}
