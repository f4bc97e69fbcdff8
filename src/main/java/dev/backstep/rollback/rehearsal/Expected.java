package dev.backstep.rollback.rehearsal;

import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogSnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal is compared with.
 *
 * @param target the catalogs of a fresh database at the target version; null where none could be made
 * @param current the same at the version before the plan
 * @param reason why none could be made; null where it could
 */
public record Expected(
        @Nullable CatalogSnapshot target,
        @Nullable CatalogSnapshot current,
        @Nullable String reason) {

    private static final CatalogDifference NONE = new CatalogDifference(List.of());

    public static Expected unknown(String reason) {
        return new Expected(null, null, reason);
    }

    /** What the plan left, given the copy's catalogs before and after it; what was there before it is told apart. */
    public Rehearsal.Reached compare(CatalogSnapshot before, CatalogSnapshot after) {
        if (target == null || current == null) {
            return new Rehearsal.Reached(NONE, NONE, reason);
        }
        Set<CatalogDifference.Entry> older = new HashSet<>(
                CatalogDifference.between(current, before).structure().entries());
        List<CatalogDifference.Entry> all =
                CatalogDifference.between(target, after).structure().entries();
        return new Rehearsal.Reached(
                new CatalogDifference(
                        all.stream().filter(entry -> !older.contains(entry)).toList()),
                new CatalogDifference(all.stream().filter(older::contains).toList()),
                null);
    }
}
