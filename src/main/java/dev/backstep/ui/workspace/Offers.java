package dev.backstep.ui.workspace;

import dev.backstep.model.Environment;
import dev.backstep.model.History;
import dev.backstep.model.Note;
import dev.backstep.model.Timeline;
import dev.backstep.model.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What can be done on the shown track.
 *
 * @param shown null where there is none
 * @param onFile whether the database is a SQLite file, which the throwaway server knows nothing of
 * @param replays whether there is a throwaway server
 * @param instead what stands in the checkout's place in a "what if"; null for the checkout itself
 * @param environment what the database is for; null where nobody knows
 */
record Offers(
        @Nullable Timeline shown,
        boolean onFile,
        boolean replays,
        @Nullable String instead,
        @Nullable Environment environment) {

    private @Nullable History history() {
        return shown == null ? null : shown.history();
    }

    /** Whether a rollback can be planned. */
    boolean rollBack() {
        History history = history();
        return history != null && history.current() != null && !history.dirty();
    }

    /** Whether there is a dirty mark to be explained. */
    boolean repair() {
        History history = history();
        return history != null && history.dirty();
    }

    /** Whether there is a history to be emptied. */
    boolean reset() {
        return history() != null && !onFile && instead == null;
    }

    /**
     * Whether the database can be moved to what the checkout has, as one who switched branches wants: both have what the
     * other has not. Not to a ref that stands in the checkout's place, and never so easily on a production database.
     */
    boolean move() {
        return rollBack()
                && !onFile
                && shown != null
                && shown.verdict() instanceof Verdict.Diverged
                && shown.ancestor() != null
                && instead == null
                && environment != Environment.PRODUCTION;
    }

    /** Whether replaying can tell something about the history. */
    boolean findOut() {
        return replays && !onFile && shown != null && !shown.applied().isEmpty();
    }

    /** Whether replaying can tell which of several contents was applied; not where they differ in their down scripts only. */
    boolean findOutWhich() {
        return findOut()
                && shown != null
                && shown.applied().stream().anyMatch(row -> row.upsDiffer() || row.has(Note.MayNotHaveRun.class));
    }
}
