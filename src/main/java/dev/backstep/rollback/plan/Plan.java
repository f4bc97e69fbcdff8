package dev.backstep.rollback.plan;

import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rollback, the way forth again, or both after each other, as a value: what is shown is what runs. Also the way out of a dirty
 * mark, and the reset of a database.
 *
 * @param purpose what it is for
 * @param database the database it was made for
 * @param history what the database said when it was made
 * @param target the version to stop at; null for "everything"
 * @param steps newest first, then on the way forth oldest first
 * @param fingerprint over all of the above
 */
public record Plan(
        Purpose purpose,
        DatabaseIdentity database,
        History history,
        @Nullable Version target,
        List<Step> steps,
        Fingerprint fingerprint) {

    /** What a plan is for. */
    public enum Purpose {
        /** Undoes migrations, applies some, or both. */
        MIGRATE,
        /** Brings a dirty history and the schema together again; one step. */
        REPAIR,
        /** Drops whatever is in the tracks' schemas, and empties the histories; one step. */
        RESET,
        /** Loads saved rows into tables that are there again; one step without statements, and the history stays. */
        LOAD
    }

    public Plan {
        steps = List.copyOf(steps);
    }

    /** Makes a plan and its fingerprint. */
    public static Plan of(DatabaseIdentity database, History history, @Nullable Version target, List<Step> steps) {
        return of(Purpose.MIGRATE, database, history, target, steps);
    }

    /** Makes a plan for a purpose, and its fingerprint. */
    public static Plan of(
            Purpose purpose, DatabaseIdentity database, History history, @Nullable Version target, List<Step> steps) {
        return new Plan(
                purpose, database, history, target, steps, Fingerprint.of(purpose, database, history, target, steps));
    }

    /** The same plan for another reading of a database, such as a copy of it. */
    public Plan on(DatabaseIdentity other, History read) {
        return of(purpose, other, read, target, steps);
    }

    /** Whether it undoes or applies migrations, and nothing else. */
    public boolean migrates() {
        return purpose == Purpose.MIGRATE;
    }

    /** Whether its steps are about migrations; else what they are called says all, and their versions nothing. */
    public boolean namesMigrations() {
        return purpose == Purpose.MIGRATE || purpose == Purpose.REPAIR;
    }

    /** Whether it has no statement of its own. */
    public boolean runsNothing() {
        return !migrates() && steps.stream().allMatch(step -> step.statements().isEmpty());
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
