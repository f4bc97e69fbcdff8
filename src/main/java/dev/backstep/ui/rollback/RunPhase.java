package dev.backstep.ui.rollback;

import dev.backstep.model.Session;
import dev.backstep.rollback.Ran;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.run.Saving;
import java.time.Instant;
import java.util.List;

/** How far a run is. */
sealed interface RunPhase {

    /** Nothing was started. */
    record Idle() implements RunPhase {}

    /** The run's connection is opened and its locks are asked for. */
    record Connecting() implements RunPhase {}

    /** Others hold the tool's lock. */
    record WaitingForLock(List<Session> holders) implements RunPhase {
        public WaitingForLock {
            holders = List.copyOf(holders);
        }
    }

    /** The locks are held and nothing has changed; the steps run. */
    record Stepping() implements RunPhase {}

    /** What the plan takes away is being saved; nothing was run yet. */
    record SavingData(Saving now) implements RunPhase {}

    /** Too late to cancel. */
    record Committing() implements RunPhase {}

    /** The run is over. */
    record Ended(Ran ran, Instant at) implements RunPhase {
        RunOutcome outcome() {
            return ran.outcome();
        }
    }

    /** Whether a run is going on. */
    default boolean underWay() {
        return switch (this) {
            case Idle _, Ended _ -> false;
            case Connecting _, WaitingForLock _, SavingData _, Stepping _, Committing _ -> true;
        };
    }
}
