package dev.backstep.rollback.plan;

import org.jspecify.annotations.Nullable;

/**
 * Something in the database that depends on another thing.
 *
 * @param kind what it is, in PostgreSQL's words: {@code view}, {@code table constraint}, {@code function} …
 * @param identity its name with schema, as PostgreSQL writes it: {@code public.v}, {@code b_a_fkey on public.b}
 * @param rows how many rows go with it, as far as it is a table and the server has counted them; null otherwise
 */
public record Dependent(
        String kind, String identity, @Nullable Long rows) {}
