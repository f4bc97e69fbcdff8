package dev.backstep.sql.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constraint as a statement defines it.
 *
 * @param name its name; null where PostgreSQL makes one
 * @param kind what it demands
 * @param columns the columns it is about, as far as the text names them
 * @param references the table a foreign key points to; null for other kinds
 * @param usingIndex the index it takes over; null where it makes its own or needs none
 * @param validated whether existing rows are checked, too
 * @param enforced false for PostgreSQL 18's {@code NOT ENFORCED}
 * @param definition its text in one line, without its name
 */
public record ConstraintSpec(
        @Nullable String name,
        Kind kind,
        List<String> columns,
        @Nullable QName references,
        @Nullable String usingIndex,
        boolean validated,
        boolean enforced,
        String definition) {

    /** What a constraint demands. */
    public enum Kind {
        CHECK,
        UNIQUE,
        PRIMARY_KEY,
        FOREIGN_KEY,
        EXCLUDE,
        NOT_NULL
    }

    public ConstraintSpec {
        columns = List.copyOf(columns);
    }
}
