package dev.backstep.model.catalog;

import java.util.Comparator;

/**
 * Which thing in a database.
 *
 * @param kind its kind
 * @param schema its schema; empty for schemas, extensions and other things outside of schemas
 * @param name its name; for a column, constraint, trigger, policy or rule, its table's
 * @param part the column's, constraint's, trigger's, policy's or rule's name; a function's input types; what rights, an
 *     owner or a comment are about; else empty
 */
public record CatalogId(CatalogKind kind, String schema, String name, String part) implements Comparable<CatalogId> {

    private static final Comparator<CatalogId> ORDER = Comparator.comparing(CatalogId::kind)
            .thenComparing(CatalogId::schema)
            .thenComparing(CatalogId::name)
            .thenComparing(CatalogId::part);

    /** This thing, of another kind. */
    public CatalogId as(CatalogKind other) {
        return new CatalogId(other, schema, name, "");
    }

    @Override
    public int compareTo(CatalogId other) {
        return ORDER.compare(this, other);
    }

    /** As shown: {@code table.column}, {@code function(types)}, without the schema where that is {@code public}. */
    @Override
    public String toString() {
        String owner = schema.isEmpty() || schema.equals("public") ? name : schema + "." + name;
        if (kind == CatalogKind.FUNCTION) {
            return owner + "(" + part + ")";
        }
        return part.isEmpty() ? owner : kind.aside() ? owner + " (" + part + ")" : owner + "." + part;
    }
}
