package dev.backstep.database.catalog;

import dev.backstep.model.HistoryTable;
import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a database is read.
 *
 * @param schemas the schemas; null for all that are not PostgreSQL's own
 * @param without tables that are left out with all that belongs to them: the tools' own history tables
 */
public record CatalogScope(@Nullable List<String> schemas, Set<HistoryTable> without) {

    public CatalogScope {
        schemas = schemas == null ? null : List.copyOf(schemas);
        without = Set.copyOf(without);
    }

    /** All that users have made. */
    public static CatalogScope all() {
        return new CatalogScope(null, Set.of());
    }

    /** All that users have made, but for these tables. */
    public static CatalogScope without(Set<HistoryTable> tables) {
        return new CatalogScope(null, tables);
    }

    /** A schema that is there for such a table, as coder's {@code _develop} is. */
    boolean leavesOutSchema(CatalogId id) {
        return id.kind() == CatalogKind.SCHEMA
                && !id.name().equals("public")
                && without.stream().anyMatch(table -> table.schema().equals(id.name()));
    }

    boolean leavesOut(@Nullable String schema, @Nullable String table) {
        return without.stream()
                .anyMatch(history ->
                        history.schema().equals(schema) && history.name().equals(table));
    }
}
