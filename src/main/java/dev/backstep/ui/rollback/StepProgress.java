package dev.backstep.ui.rollback;

import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.run.RunOutcome;
import java.time.Duration;
import java.time.Instant;

/**
 * A step of a run and how far it is.
 *
 * @param index from 0
 */
record StepProgress(int index, Step step, State state) {

    /** How far a step is. */
    sealed interface State {}

    record Waiting() implements State {}

    record Running(Instant since) implements State {}

    /** Its statements are done; once the run has ended, they are committed. */
    record Done(Duration time) implements State {}

    /** The run ended, and what the step did is not committed. */
    record NotDone() implements State {}

    /** The run ended, and it is not known whether what the step did is committed. */
    record NotKnown() implements State {}

    /** The step after the run has ended. */
    StepProgress ended(RunOutcome outcome, boolean oneTransaction) {
        State end = switch (outcome) {
            case RunOutcome.RolledBack _ -> state;
            case RunOutcome.Changed _, RunOutcome.LockHeld _ -> new NotDone();
            case RunOutcome.Stopped stopped -> index < stopped.done() ? state : new NotDone();
            case RunOutcome.Unknown unknown -> {
                boolean undone = oneTransaction && !unknown.committing();
                yield undone || state instanceof Waiting ? new NotDone() : new NotKnown();
            }
        };
        return with(end);
    }

    StepProgress with(State next) {
        return new StepProgress(index, step, next);
    }
}
