package dev.backstep.rollback.export;

import dev.backstep.rollback.impact.StepImpact;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.run.RunOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is told afterwards.
 *
 * @param plan what was to run
 * @param outcome how it ended
 * @param startedAt when the run was started
 * @param endedAt when its outcome was known
 * @param role the role it connected as
 * @param person the account on this computer
 * @param times how long each step took, by its index; none for those that did not end
 */
public record RunAccount(
        Plan plan,
        RunOutcome outcome,
        Instant startedAt,
        Instant endedAt,
        String role,
        String person,
        Map<Integer, Duration> times) {

    public RunAccount {
        times = Map.copyOf(times);
    }

    /** From start to end. */
    public Duration duration() {
        return Duration.between(startedAt, endedAt);
    }

    @Nullable
    Duration time(int step) {
        return times.get(step);
    }

    /** The same to be written down: without PostgreSQL's words about what went wrong, which may hold rows. */
    RunAccount withoutServerWords() {
        RunOutcome kept = switch (outcome) {
            case RunOutcome.Stopped stopped ->
                new RunOutcome.Stopped(
                        stopped.step(),
                        ReportReason.of(stopped.reason()),
                        stopped.cancelled(),
                        stopped.done(),
                        stopped.at(),
                        stopped.position(),
                        stopped.trace());
            case RunOutcome.Unknown unknown ->
                new RunOutcome.Unknown(ReportReason.of(unknown.reason()), unknown.committing());
            case RunOutcome.RolledBack _, RunOutcome.Changed _, RunOutcome.LockHeld _ -> outcome;
        };
        return new RunAccount(plan, kept, startedAt, endedAt, role, person, times);
    }

    /** The findings of all steps, as the report tells them. */
    List<FindingText.Weighed> findings(int step) {
        return FindingText.of(plan.steps().get(step), StepImpact.NONE);
    }
}
