package dev.backstep.sql.parse;

import org.jspecify.annotations.Nullable;

/**
 * A name as a statement gives it, without quotes and in the case PostgreSQL would store.
 *
 * @param schema its schema; null where the search path decides
 * @param name the name itself
 */
public record QName(@Nullable String schema, String name) {

    /** This name in {@code fallback} where it names no schema itself. */
    public QName in(String fallback) {
        return schema == null ? new QName(fallback, name) : this;
    }

    /** As shown to a person: without the schema where that is {@code public}. */
    @Override
    public String toString() {
        return schema == null || schema.equals("public") ? name : schema + "." + name;
    }
}
