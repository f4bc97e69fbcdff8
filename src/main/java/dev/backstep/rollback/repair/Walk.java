package dev.backstep.rollback.repair;

import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A script replayed statement by statement.
 *
 * @param attempt the script
 * @param after the catalogs before its first statement, and after each that ran
 * @param failure why not all of them ran; null where they did
 */
public record Walk(
        Attempt attempt,
        List<CatalogSnapshot> after,
        @Nullable String failure) {

    public Walk {
        after = List.copyOf(after);
    }

    /**
     * Where the live schema stands in a script.
     *
     * @param positions how many statements are there: several, where some leave no trace; none, where it stands nowhere
     * @param differences what differs from the live schema at each of these; empty where nothing does
     */
    public record Match(List<Integer> positions, CatalogDifference differences) {
        public Match {
            positions = List.copyOf(positions);
        }

        /** Whether the live schema stands in it with no more than so many differences. */
        boolean fits(int most) {
            return !positions.isEmpty() && differences.entries().size() <= most;
        }
    }

    /** The catalogs when all statements had run; null where not all of them did. */
    @Nullable
    CatalogSnapshot end() {
        return failure == null ? after.getLast() : null;
    }

    CatalogSnapshot start() {
        return after.getFirst();
    }

    /**
     * Finds the live schema. Where none of the catalogs is equal to it, the nearest one is, if it differs only in what all the
     * others differ in, too: somebody made that beside the migrations.
     */
    public Match match(CatalogSnapshot live) {
        List<CatalogDifference> differences = new ArrayList<>();
        for (CatalogSnapshot each : after) {
            differences.add(CatalogDifference.between(each, live).structure());
        }
        CatalogDifference least = differences.stream()
                .min(Comparator.comparingInt(each -> each.entries().size()))
                .orElseThrow();
        boolean everywhere = differences.stream().allMatch(each -> holds(each, least));
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < differences.size() && everywhere; i++) {
            if (differences.get(i).equals(least)) {
                positions.add(i);
            }
        }
        return new Match(positions, least);
    }

    private static boolean holds(CatalogDifference all, CatalogDifference some) {
        Set<CatalogDifference.Entry> entries = new HashSet<>(all.entries());
        return entries.containsAll(some.entries());
    }
}
