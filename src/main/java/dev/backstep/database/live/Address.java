package dev.backstep.database.live;

/**
 * Where the catalog keeps a thing, as in {@code pg_depend}.
 *
 * @param catalog the oid of the catalog: of {@code pg_class}, {@code pg_proc} …
 * @param object the thing's oid
 * @param column a column's number; 0 for the thing itself
 */
public record Address(long catalog, long object, int column) {

    Address whole() {
        return new Address(catalog, object, 0);
    }
}
