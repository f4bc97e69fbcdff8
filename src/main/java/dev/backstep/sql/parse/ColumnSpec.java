package dev.backstep.sql.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as a statement defines it.
 *
 * @param name its name
 * @param type its type in PostgreSQL's own spelling, such as {@code character varying(20)}; a serial type as the integer
 *     it makes
 * @param notNull whether it refuses NULL, also by being a primary key, serial or an identity
 * @param fill what a row gets that does not name it
 * @param expression the default's or the generation's text; null where there is none
 * @param constraints its other constraints; foreign keys among them
 */
public record ColumnSpec(
        String name,
        String type,
        boolean notNull,
        Fill fill,
        @Nullable String expression,
        List<ConstraintSpec> constraints) {

    /** What a row gets that does not name the column. */
    public enum Fill {
        /** NULL. */
        NOTHING,
        /** A default that is the same for all rows of a statement, so adding it rewrites nothing. */
        STABLE,
        /** A default that may differ from row to row, so adding it rewrites the table. */
        VOLATILE,
        /** {@code serial}: a default from a sequence of its own. */
        SERIAL,
        IDENTITY,
        /** Computed and stored. */
        STORED,
        /** Computed when read; PostgreSQL 18. */
        VIRTUAL
    }

    public ColumnSpec {
        constraints = List.copyOf(constraints);
    }
}
