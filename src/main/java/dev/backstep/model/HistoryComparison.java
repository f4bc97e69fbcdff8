package dev.backstep.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How alike a live schema was to what each possible history of one track makes, when each was replayed on an empty database.
 *
 * @param at when the live schema was read
 * @param outcomes one for each history that was tried, the one that the timeline showed first
 * @param leftOut how many more there are that were not tried
 */
public record HistoryComparison(Instant at, List<Outcome> outcomes, int leftOut) {

    /**
     * A history beside the live schema.
     *
     * @param history what was replayed
     * @param differences how many things differ; null where it could not be replayed
     * @param passedOver how many scripts PostgreSQL refused and were passed over, as somebody may have forced the tool to
     */
    public record Outcome(PossibleHistory history, @Nullable Integer differences, int passedOver) {

        /** Whether it makes the live schema without any difference. */
        public boolean same() {
            return differences != null && differences == 0;
        }
    }

    public HistoryComparison {
        outcomes = List.copyOf(outcomes);
    }

    /** The histories that make the live schema. */
    public List<Outcome> same() {
        return outcomes.stream().filter(Outcome::same).toList();
    }

    /** Whether every history was tried and replayed to its end, so that the others are ruled out. */
    public boolean conclusive() {
        return leftOut == 0 && outcomes.stream().allMatch(outcome -> outcome.differences() != null);
    }

    /**
     * The history that was observed to be the applied one: the only one without a difference. Empty where none or several
     * have none, where it is one that scripts were passed over in, and where any was not replayed to its end.
     */
    public Optional<PossibleHistory> applied() {
        return same().size() == 1 ? likeliest() : Optional.empty();
    }

    /** The first of the histories that make the live schema; empty where the others are not ruled out. */
    public Optional<PossibleHistory> likeliest() {
        return !conclusive()
                ? Optional.empty()
                : same().stream()
                        .filter(outcome -> outcome.passedOver() == 0)
                        .map(Outcome::history)
                        .findFirst();
    }

    /** Whether all histories that make the live schema have the same under this number, so that it was observed. */
    public boolean settles(Version version) {
        Optional<PossibleHistory> likeliest = likeliest();
        return likeliest.isPresent()
                && same().stream().allMatch(outcome -> alike(outcome.history(), likeliest.get(), version));
    }

    /** The numbers under which the histories have different contents, ascending. */
    public List<Version> contested() {
        return outcomes.stream()
                .flatMap(outcome -> outcome.history().versions().stream())
                .distinct()
                .filter(version -> outcomes.stream()
                        .anyMatch(outcome ->
                                !alike(outcome.history(), outcomes.getFirst().history(), version)))
                .sorted()
                .toList();
    }

    private static boolean alike(PossibleHistory one, PossibleHistory other, Version version) {
        Migration mine = one.at(version);
        Migration theirs = other.at(version);
        if (mine == null || theirs == null) {
            return mine == null && theirs == null;
        }
        return mine.sameUp(theirs);
    }

    /** How many differences remain at least when this content was applied; null where none with it was replayed. */
    public @Nullable Integer differences(Migration content) {
        return outcomes.stream()
                .filter(outcome -> {
                    Migration its = outcome.history().at(content.version());
                    return its != null && its.sameUp(content);
                })
                .map(Outcome::differences)
                .filter(Objects::nonNull)
                .min(Integer::compare)
                .orElse(null);
    }

    /** Whether just these histories were tried, and no other would have to be. */
    public boolean covers(List<PossibleHistory> possible) {
        return possible.size() == outcomes.size()
                && possible.stream()
                        .allMatch(history -> outcomes.stream()
                                .anyMatch(outcome -> outcome.history().sameUps(history)));
    }
}
