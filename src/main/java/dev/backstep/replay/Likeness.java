package dev.backstep.replay;

import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How alike a live database is to what each candidate history makes. Owners, rights and comments do not count: the
 * throwaway server has other roles. Rows do not count either; it has none.
 *
 * @param candidates the likest first; those that could not be replayed last
 */
public record Likeness(List<Compared> candidates) {

    /**
     * A candidate beside the live database.
     *
     * @param candidate the history
     * @param failure why it could not be replayed; null where it could
     * @param difference on the way from what the history makes to the live database; empty where it failed
     */
    public record Compared(
            CandidateHistory candidate, @Nullable ReplayFailure failure, CatalogDifference difference) {

        /** Whether it was replayed, and the live database is the same. */
        public boolean same() {
            return failure == null && difference.isEmpty();
        }
    }

    public Likeness {
        candidates = candidates.stream()
                .sorted(Comparator.comparing((Compared compared) -> compared.failure() != null)
                        .thenComparingInt(
                                compared -> compared.difference().entries().size()))
                .toList();
    }

    /** Compares one candidate's outcome with the live database. */
    static Compared compare(CandidateHistory candidate, Replayed replayed, CatalogSnapshot live) {
        CatalogDifference difference = replayed.failure() == null
                ? CatalogDifference.between(replayed.schema(), live).structure()
                : new CatalogDifference(List.of());
        return new Compared(candidate, replayed.failure(), difference);
    }

    /**
     * The history that was observed to be the applied one: the only one without a difference. Empty where none or several
     * have none, and where one could not be replayed, since that might be without one, too.
     */
    public Optional<CandidateHistory> applied() {
        List<Compared> same = candidates.stream().filter(Compared::same).toList();
        boolean all = candidates.stream().allMatch(compared -> compared.failure() == null);
        return same.size() == 1 && all ? Optional.of(same.getFirst().candidate()) : Optional.empty();
    }
}
