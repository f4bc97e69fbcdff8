package dev.backstep.ui.rollback;

import dev.backstep.rollback.plan.Step;
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

    /** Its statements are done; whether they are committed is the run's outcome. */
    record Done(Duration time) implements State {}

    /** The run ended before the step was done. */
    record NotDone() implements State {}

    StepProgress with(State next) {
        return new StepProgress(index, step, next);
    }
}
