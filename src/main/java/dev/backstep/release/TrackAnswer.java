package dev.backstep.release;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a release starts on one track of the database as it is now.
 *
 * @param standing how it stands there
 * @param verdict the answer
 * @param reasons why, the one that decides first; never empty
 * @param error the exact text that is printed when it does not start; null where none is known
 */
public record TrackAnswer(
        Standing standing,
        Verdict verdict,
        List<Reason> reasons,
        @Nullable String error) {

    /** Answers, from the best to the worst. */
    public enum Verdict {
        /** It starts. */
        RUNS,
        /** It starts, but it is not proven that the schema is the one it expects. */
        UNVERIFIED,
        /** It starts, but the schema is not the one it expects. */
        DIFFERS,
        /** It does not start before something is rolled back. */
        REFUSES,
        /** It does not start, and rolling back does not help. */
        BLOCKED
    }

    public TrackAnswer {
        reasons = List.copyOf(reasons);
    }
}
