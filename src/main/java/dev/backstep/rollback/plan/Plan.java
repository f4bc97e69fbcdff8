package dev.backstep.rollback.plan;

import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rollback as a value: what is shown is what runs.
 *
 * @param database the database it was made for
 * @param history what the database said when it was made
 * @param target the version to stop at; null for "everything"
 * @param steps newest first
 * @param fingerprint over all of the above
 */
public record Plan(
        DatabaseIdentity database,
        History history,
        @Nullable Version target,
        List<Step> steps,
        Fingerprint fingerprint) {

    public Plan {
        steps = List.copyOf(steps);
    }

    /** Makes a plan and its fingerprint. */
    public static Plan of(DatabaseIdentity database, History history, @Nullable Version target, List<Step> steps) {
        return new Plan(database, history, target, steps, Fingerprint.of(database, history, target, steps));
    }

    /** Whether every step can run. */
    public boolean runnable() {
        return !steps.isEmpty() && steps.stream().noneMatch(Step::blocked);
    }

    /** Whether it puts back what was rolled back: its steps run up scripts, oldest first, and each leaves its own version. */
    public boolean forward() {
        return !history.complete()
                && !steps.isEmpty()
                && steps.getFirst()
                        .migration()
                        .version()
                        .equals(steps.getFirst().leavesAt());
    }

    /** Whether all steps and the history row share one transaction. */
    public boolean oneTransaction() {
        return steps.stream().allMatch(Step::transactional);
    }
}
