package dev.backstep.sql.rules;

import dev.backstep.sql.Statement;

/**
 * Data or structure that a statement takes away for good.
 *
 * @param kind what is lost
 * @param subject what it is taken from
 * @param origin the same, by the name it had before the script
 * @param statement the statement
 * @param cascades whether what depends on it goes, too
 */
public record Loss(Kind kind, ObjectId subject, ObjectId origin, Statement statement, boolean cascades) {

    /** What is lost. */
    public enum Kind {
        /** All rows of a table. */
        TABLE,
        /** A column's values. */
        COLUMN,
        /** Rows that a DELETE finds. */
        ROWS_DELETED,
        /** All rows, by TRUNCATE. */
        ROWS_TRUNCATED,
        /** Values that an UPDATE overwrites. */
        ROWS_CHANGED,
        /** Values that do not fit a changed type. */
        CONVERTED,
        /** Labels of an enum, and what rows say with them. */
        LABELS,
        /** A sequence's position. */
        SEQUENCE,
        /** Who may do what. */
        RIGHTS,
        /** A whole schema or extension with all that is in it. */
        CONTAINER
    }
}
