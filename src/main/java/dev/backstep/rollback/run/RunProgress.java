package dev.backstep.rollback.run;

import dev.backstep.database.Activity;
import dev.backstep.model.Session;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears how a run goes on; called on the run's thread, in this order. */
public interface RunProgress {

    /** The tool's lock is held by others; called again while it waits. */
    void waitingForLock(List<Session> holders);

    /** The locks are held and the fingerprint is still the plan's. */
    void locked();

    /** What the plan takes away is being saved, before its first statement; told again and again. */
    default void saving(Saving now) {}

    /** A step begins; {@code index} counts from 0. */
    void stepStarted(int index);

    /** A text of the step under way is about to be sent; {@code statement} counts from 0. */
    default void statementStarted(int statement) {}

    /** What the run waits for has changed; null when it goes on. Called on a thread of its own, while the run waits. */
    default void waiting(@Nullable Wait wait) {}

    /**
     * What the statement under way waits for.
     *
     * @param event in PostgreSQL's words, such as {@code Lock: relation}
     * @param holders the sessions whose locks it waits for; process id 0 is a prepared transaction
     */
    record Wait(String event, List<Activity> holders) {
        public Wait {
            holders = List.copyOf(holders);
        }
    }

    /** A step's statements are done; in a one-transaction plan nothing is committed yet. */
    void stepFinished(int index, Duration time);

    /** From here on the run can no longer be cancelled. */
    void committing();
}
