package dev.backstep.rollback.run;

import dev.backstep.model.Session;
import java.time.Duration;
import java.util.List;

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

    /** A step's statements are done; in a one-transaction plan nothing is committed yet. */
    void stepFinished(int index, Duration time);

    /** From here on the run can no longer be cancelled. */
    void committing();
}
