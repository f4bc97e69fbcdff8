package dev.backstep.rollback.impact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the database says about a plan, all of it read in one transaction.
 *
 * @param readAt when; null where it was not read
 * @param steps one for each of the plan's steps, in their order
 */
public record Impact(@Nullable Instant readAt, List<StepImpact> steps) {

    /** For all questions of a reading together; past it the planner's estimates are taken. */
    public static final Duration LIMIT = Duration.ofSeconds(5);

    /** Nothing was read. */
    public static final Impact UNREAD = new Impact(null, List.of());

    public Impact {
        steps = List.copyOf(steps);
    }

    /** What was read about a step; nothing, where nothing was. */
    public StepImpact of(int step) {
        return step < steps.size() ? steps.get(step) : StepImpact.NONE;
    }
}
