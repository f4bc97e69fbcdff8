package dev.backstep.rollback;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Candidate;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.run.RunProgress;
import java.util.List;
import java.util.Map;
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

    /** Runs the plan on a connection of its own. The only call of Backstep that writes to a database. */
    RunOutcome run(Plan plan, RunLimits limits, RunProgress progress);

    /** The role that runs connect as. */
    String role();

    /** Cancels the run under way, if there is one: the statement is cancelled on the server. */
    void cancel();
}
