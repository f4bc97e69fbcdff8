package dev.backstep.rollback.run;

import dev.backstep.database.Database;
import dev.backstep.journal.Journal;
import dev.backstep.journal.RunRecord;
import dev.backstep.journal.RunStart;
import dev.backstep.journal.RunStart.PlannedStep;
import dev.backstep.model.BackstepException;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.text.Text;
import dev.backstep.tool.MigrationTool;
import java.io.IOException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one confirmed plan, once.
 *
 * <p>On a session of its own it takes the tool's advisory locks, locks the history, and sees that the plan's
 * fingerprint still holds; only then the first script is sent, as it stands in the plan. Whatever happens, it asks the
 * database afterwards, and says what is true.
 */
public final class RollbackRun {

    private static final Logger LOG = LoggerFactory.getLogger(RollbackRun.class);

    private final Database database;
    private final MigrationTool tool;
    private final Journal journal;
    private final Precaution precaution;
    private final CancelSwitch cancel = new CancelSwitch();

    /** The database stays open after the run; {@code tool} is the one named in the plan's history. */
    public RollbackRun(Database database, MigrationTool tool, Journal journal) {
        this(database, tool, journal, Precaution.NONE);
    }

    /** @param precaution is taken before the first statement */
    public RollbackRun(Database database, MigrationTool tool, Journal journal, Precaution precaution) {
        this.precaution = precaution;
        this.database = database;
        this.tool = tool;
        this.journal = journal;
    }

    /** Runs the plan; blocks until it has ended. The progress is told on this thread. */
    public RunOutcome run(Plan plan, RunLimits limits, RunProgress progress) {
        Job job = new Job(database, tool, plan);
        Position position = new Position();
        Aftermath aftermath = new Aftermath(job);
        String refusal = Refusal.of(plan, tool);
        if (refusal != null) {
            return aftermath.stopped(position, refusal, false);
        }
        try (RunRecord record = journal.begin(start(plan))) {
            RunOutcome outcome = run(job, limits, new Course(position, record, progress), aftermath);
            end(record, outcome);
            return outcome;
        } catch (IOException e) {
            return aftermath.stopped(position, Text.of("run.journal", String.valueOf(e.getMessage())), false);
        }
    }

    /** Cancels the run: the statement under way is cancelled on the server. Returns at once; from any thread. */
    public void cancel() {
        cancel.cancel();
    }

    private RunOutcome run(Job job, RunLimits limits, Course course, Aftermath aftermath) {
        try (RunSession session = RunSession.open(database, limits)) {
            cancel.attach(session);
            ToolLocks locks = new ToolLocks(session.connection(), tool.locks(session.connection(), job.table()));
            try {
                cancel.check();
                locks.take(limits.advisoryLockWait(), cancel, course.progress());
                undo(job, new Undoing(job, session, locks, course, cancel, precaution), session.backend(), course);
                return aftermath.rolledBack(course.time());
            } catch (Halt | SQLException | IOException e) {
                cancel.end();
                session.rollback();
                return aftermath.failed(e, course, cancel.isRequested());
            } finally {
                cancel.end();
                locks.release();
            }
        } catch (BackstepException e) {
            return aftermath.stopped(course.position(), Text.of(e), false);
        } catch (SQLException e) {
            return aftermath.failed(e, course, cancel.isRequested());
        }
    }

    private void undo(Job job, Undoing undoing, int backend, Course course) throws Halt, SQLException, IOException {
        try (RunWatch _ = new RunWatch(database, backend, course.progress())) {
            if (job.plan().oneTransaction()) {
                undoing.inOneTransaction();
            } else {
                undoing.stepByStep();
            }
        }
    }

    /** Tells the journal how a run ended. */
    public static void end(RunRecord record, RunOutcome outcome) {
        try {
            if (endedInside(outcome)) {
                record.endedInside(word(outcome));
            } else {
                record.ended(word(outcome));
            }
        } catch (IOException e) {
            LOG.warn("The end of the run could not be written down", e);
        }
    }

    /** Whether a person has to find out at what statement of a step the database is. */
    private static boolean endedInside(RunOutcome outcome) {
        return switch (outcome) {
            case RunOutcome.Unknown _ -> true;
            case RunOutcome.Stopped stopped -> stopped.position() > 0 || stopped.trace() != RunOutcome.Trace.NONE;
            case RunOutcome.RolledBack _, RunOutcome.Changed _, RunOutcome.LockHeld _ -> false;
        };
    }

    /** For the journal: without PostgreSQL's words, which may hold data. */
    private static String word(RunOutcome outcome) {
        return switch (outcome) {
            case RunOutcome.RolledBack done -> "rolled back";
            case RunOutcome.Changed changed -> "changed";
            case RunOutcome.LockHeld held -> "lock held";
            case RunOutcome.Stopped stopped ->
                (stopped.cancelled() ? "cancelled" : "stopped") + " at step " + stopped.step();
            case RunOutcome.Unknown unknown -> "unknown";
        };
    }

    /** What the journal is told before a plan runs. */
    public static RunStart start(Plan plan) {
        return new RunStart(
                plan.database(),
                plan.history().table(),
                plan.fingerprint().hex(),
                plan.history().current(),
                plan.target(),
                plan.oneTransaction(),
                plan.steps().stream()
                        .map(step -> new PlannedStep(
                                step.migration().version(),
                                step.leavesAt(),
                                step.statements().size()))
                        .toList());
    }
}
