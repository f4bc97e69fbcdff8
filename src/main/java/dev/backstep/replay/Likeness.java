package dev.backstep.replay;

import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogSnapshot;
import java.util.Comparator;
import java.util.List;
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
     * @param failure why it could not be replayed to its end; null where it could
     * @param passedOver scripts that contradict those before them, and were passed over as if the tool had been forced to
     * @param difference on the way from what the history makes to the live database; empty where it failed
     */
    public record Compared(
            CandidateHistory candidate,
            @Nullable ReplayFailure failure,
            List<ReplayFailure> passedOver,
            CatalogDifference difference) {

        public Compared {
            passedOver = List.copyOf(passedOver);
        }

        /** Whether it was replayed, and the live database is the same. */
        public boolean same() {
            return failure == null && difference.isEmpty();
        }

        /** How many things differ; null where it failed. */
        public @Nullable Integer differences() {
            return failure == null ? difference.entries().size() : null;
        }
    }

    public Likeness {
        candidates = candidates.stream()
                .sorted(Comparator.comparing((Compared compared) -> compared.failure() != null)
                        .thenComparingInt(
                                compared -> compared.difference().entries().size())
                        .thenComparingInt(compared -> compared.passedOver().size()))
                .toList();
    }

    /** Compares one candidate's outcome with the live database. */
    static Compared compare(
            CandidateHistory candidate, List<ReplayFailure> passedOver, CatalogSnapshot made, CatalogSnapshot live) {
        CatalogDifference difference = CatalogDifference.between(made, live).structure();
        return new Compared(candidate, null, passedOver, difference);
    }

    /** A candidate that did not come to its end. */
    static Compared failed(CandidateHistory candidate, ReplayFailure failure, List<ReplayFailure> passedOver) {
        return new Compared(candidate, failure, passedOver, new CatalogDifference(List.of()));
    }

    /** Whether a person cancelled it. */
    public boolean cancelled() {
        return candidates.stream()
                .map(Compared::failure)
                .anyMatch(failure -> failure != null && failure.kind() == ReplayFailure.Kind.CANCELLED);
    }
}
