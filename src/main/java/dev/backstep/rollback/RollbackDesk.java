package dev.backstep.rollback;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Candidate;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.run.RunProgress;
import dev.backstep.rollback.saved.Salvage;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.rollback.saved.Unsaved;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans, checks and runs rollbacks of one workspace; its calls block and may be made from any thread. */
public interface RollbackDesk {

    /**
     * Plans the way back; writes nothing.
     *
     * @param timeline as inspected
     * @param target the version to stop at; null for "everything"
     * @param choices for ambiguous versions, the candidate the person chose
     */
    Plan plan(Timeline timeline, @Nullable Version target, Map<Version, Candidate> choices) throws BackstepException;

    /**
     * Reads what the plan would cost this database now, in one read-only transaction that takes at most {@link Impact#LIMIT};
     * writes nothing.
     */
    Impact impact(Plan plan) throws BackstepException;

    /** Checks live whether the plan could run now; writes nothing. */
    List<Check> check(Plan plan) throws BackstepException;

    /** Reads what of the plan's losses would be saved, and what cannot be; writes nothing. */
    Salvage salvage(Plan plan) throws BackstepException;

    /**
     * Why no full {@code pg_dump} can be put beside the saved data; empty when one can.
     *
     * @throws BackstepException when the database cannot be reached
     */
    Optional<Unsaved> dumpProblem() throws BackstepException;

    /** Whether a run keeps a copy of the whole database, so that nothing is to be chosen to be saved, and locks nothing else. */
    default boolean keepsAll() {
        return false;
    }

    /** Where saved data goes when nobody says otherwise. */
    Path folderForSaves();

    /** Saves what the plan takes away, then runs it, on a connection of its own. The only call that writes to a database. */
    Ran run(Plan plan, SaveChoice save, RunLimits limits, RunProgress progress);

    /** The role that runs connect as. */
    String role();

    /** Cancels the run under way, if there is one: the statement is cancelled on the server. */
    void cancel();
}
