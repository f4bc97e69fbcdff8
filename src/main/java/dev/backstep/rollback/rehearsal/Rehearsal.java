package dev.backstep.rollback.rehearsal;

import dev.backstep.model.catalog.CatalogDifference;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a rehearsal went.
 *
 * @param fingerprint of the plan that was rehearsed, 64 hexadecimal digits
 * @param way what the copy was made from
 * @param at when it ended
 * @param took from the first step to the last; zero where none ran
 * @param times how long each step took on the copy, by its index; none for those that did not end
 * @param outcome what came of it
 */
public record Rehearsal(
        String fingerprint, Way way, Instant at, Duration took, Map<Integer, Duration> times, Outcome outcome) {

    public Rehearsal {
        times = Map.copyOf(times);
    }

    /** What came of it. */
    public sealed interface Outcome {}

    /**
     * The plan ran to its end.
     *
     * @param left from a fresh database at the target version to the copy after the plan, owners, rights and comments
     *     aside; without what was different before the plan, too
     * @param before what was different before the plan, and still is: the live database is not what its scripts make
     * @param uncompared why nothing could be compared; null where it was
     */
    public record Reached(
            CatalogDifference left,
            CatalogDifference before,
            @Nullable String uncompared) implements Outcome {

        /** Whether the plan leads to the target version's schema, as far as the plan is concerned. */
        public boolean equal() {
            return uncompared == null && left.isEmpty();
        }
    }

    /**
     * A step did not run.
     *
     * @param step its index; -1 where none began
     * @param words PostgreSQL's, or why Backstep ended it
     */
    public record Failed(int step, String words) implements Outcome {}

    /** A person cancelled. */
    public record Cancelled() implements Outcome {}

    /** It did not come to the plan's first step. */
    public record NotDone(String why) implements Outcome {}
}
