package dev.backstep.rollback.plan;

import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rollback, the way forth again, or both after each other, as a value: what is shown is what runs.
 *
 * @param database the database it was made for
 * @param history what the database said when it was made
 * @param target the version to stop at; null for "everything"
 * @param steps newest first, then on the way forth oldest first
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

    /** Whether it only applies: its steps run up scripts, oldest first, and each leaves its own version. */
    public boolean forward() {
        return !steps.isEmpty() && steps.getFirst().forth();
    }

    /** Whether it goes back first and then forth, to other migrations than there were. */
    public boolean moves() {
        return !forward() && !steps.isEmpty() && steps.getLast().forth();
    }

    /** How many of its steps undo; they come first. */
    public int back() {
        return (int) steps.stream().filter(step -> !step.forth()).count();
    }

    /** The version at which it turns from undoing to applying; its target where it never does, null for nothing applied. */
    public @Nullable Version lowest() {
        int back = back();
        return back == 0 ? history.current() : steps.get(back - 1).leavesAt();
    }

    /** Whether all steps and the history row share one transaction. */
    public boolean oneTransaction() {
        return steps.stream().allMatch(Step::transactional);
    }
}
