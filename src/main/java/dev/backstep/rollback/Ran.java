package dev.backstep.rollback;

import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.saved.Saved;
import dev.backstep.rollback.undo.PutBack;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param outcome how it ended
 * @param saved where the data is that it took away; null when nothing was saved, or nothing was lost
 * @param undo the record to put it back by; null when nothing was committed, or it put back itself
 * @param putBack what it put back; null for a rollback, and when nothing was committed
 */
public record Ran(
        RunOutcome outcome,
        @Nullable Saved saved,
        @Nullable String undo,
        @Nullable PutBack putBack) {

    /** A run of which nothing is known but how it ended. */
    public static Ran of(RunOutcome outcome) {
        return new Ran(outcome, null, null, null);
    }
}
