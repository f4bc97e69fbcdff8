package dev.backstep.sql.observed;

import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.model.catalog.CatalogObject;
import dev.backstep.model.catalog.CatalogSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which thing of the catalog before is which of the catalog after, of the same database.
 *
 * @param before the catalog before
 * @param after the catalog after
 * @param kept the things that are still the same ones, by their id before; with their id after
 * @param gone what is not there any more, and what was made anew and is not as it was
 * @param fresh what is new, and what was made anew and is not as it was
 */
record Matching(
        CatalogSnapshot before,
        CatalogSnapshot after,
        Map<CatalogId, CatalogId> kept,
        Set<CatalogId> gone,
        Set<CatalogId> fresh) {

    /** A kind and an identity. */
    private record Same(CatalogKind kind, String identity) {}

    static Matching of(CatalogSnapshot before, CatalogSnapshot after) {
        Map<Same, CatalogId> identities = new HashMap<>();
        after.objects().forEach((id, object) -> identities.put(new Same(id.kind(), object.identity()), id));
        Map<CatalogId, CatalogId> kept = new TreeMap<>();
        Set<CatalogId> gone = new TreeSet<>();
        before.objects().forEach((id, object) -> {
            CatalogId now = identities.get(new Same(id.kind(), object.identity()));
            if (now == null) {
                gone.add(id);
            } else {
                kept.put(id, now);
            }
        });
        Set<CatalogId> fresh = new TreeSet<>(after.objects().keySet());
        fresh.removeAll(kept.values());
        Set<CatalogId> anew = new TreeSet<>(gone);
        anew.retainAll(fresh);
        anew.removeIf(id ->
                holdsData(id) || CatalogDifference.between(before, after, id).isPresent());
        gone.removeAll(anew);
        fresh.removeAll(anew);
        return new Matching(before, after, kept, gone, fresh);
    }

    /** A table or column that was made anew has lost its rows, however alike it is. */
    private static boolean holdsData(CatalogId id) {
        return id.kind() == CatalogKind.TABLE || id.kind() == CatalogKind.COLUMN;
    }

    CatalogObject was(CatalogId id) {
        return Objects.requireNonNull(before.objects().get(id));
    }

    CatalogObject is(CatalogId id) {
        return Objects.requireNonNull(after.objects().get(id));
    }

    /** Whether a kept thing has another name or schema; what is defined by its name reads differently then. */
    boolean renames() {
        return kept.entrySet().stream()
                .anyMatch(
                        pair -> !pair.getKey().kind().aside() && !pair.getKey().equals(pair.getValue()));
    }

    /** The table or view that a part belongs to; the thing itself where it belongs to none. */
    static CatalogId owner(CatalogId id, CatalogObject object) {
        String table = object.aspect("table");
        return switch (id.kind()) {
            case COLUMN, CONSTRAINT, TRIGGER, POLICY, RULE -> id.as(CatalogKind.TABLE);
            case INDEX, STATISTICS, SEQUENCE ->
                table == null ? id : new CatalogId(CatalogKind.TABLE, id.schema(), table, "");
            default -> id;
        };
    }

    /** Whether the things' table is in the set, also where it is a view. */
    static boolean within(Set<CatalogId> tables, CatalogId owner) {
        return tables.contains(owner)
                || tables.contains(owner.as(CatalogKind.VIEW))
                || tables.contains(owner.as(CatalogKind.MATERIALIZED_VIEW));
    }
}
