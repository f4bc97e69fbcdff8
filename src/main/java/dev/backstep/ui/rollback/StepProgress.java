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

    /**
     * It runs.
     *
     * @param since when it began
     * @param statement the index of the text that was sent last; -1 before the first
     * @param statementSince when that was
     */
    record Running(Instant since, int statement, Instant statementSince) implements State {}

    /** Its statements are done; once the run has ended, they are committed. */
    record Done(Duration time) implements State {}

    /** The run ended, and what the step did is not committed. */
    record NotDone() implements State {}

    /**
     * The run ended in the step, and what was done of it cannot be taken back.
     *
     * @param statements how many of its statements are done
     * @param of how many it has
     * @param more whether the one after those may have been done too, or in part
     */
    record Partly(int statements, int of, boolean more) implements State {}

    /** The run ended, and it is not known whether what the step did is committed. */
    record NotKnown() implements State {}

    /** The step after the run has ended. */
    StepProgress ended(RunOutcome outcome, boolean oneTransaction) {
        State end = switch (outcome) {
            case RunOutcome.RolledBack _ -> state;
            case RunOutcome.Changed _, RunOutcome.LockHeld _ -> new NotDone();
            case RunOutcome.Stopped stopped when index < stopped.done() -> state;
            case RunOutcome.Stopped stopped -> index == stopped.step() ? inside(stopped) : new NotDone();
            case RunOutcome.Unknown unknown -> {
                boolean undone = oneTransaction && !unknown.committing();
                yield undone || state instanceof Waiting ? new NotDone() : new NotKnown();
            }
        };
        return with(end);
    }

    private State inside(RunOutcome.Stopped stopped) {
        boolean more = stopped.trace() != RunOutcome.Trace.NONE;
        return stopped.position() == 0 && !more
                ? new NotDone()
                : new Partly(stopped.position(), step.statements().size(), more);
    }

    StepProgress with(State next) {
        return new StepProgress(index, step, next);
    }
}
