package dev.backstep.rollback.run;

import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.rollback.plan.Step;
import dev.backstep.text.Text;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Undoes, and on the way forth applies, the steps of a plan, all in one transaction or one by one; the tool's locks are held by then. */
final class Undoing {

    private final Job job;
    private final RunSession session;
    private final ToolLocks locks;
    private final Course course;
    private final CancelSwitch cancel;
    private final HistoryGuard guard;

    private final Precaution precaution;

    Undoing(Job job, RunSession session, ToolLocks locks, Course course, CancelSwitch cancel, Precaution precaution) {
        this.precaution = precaution;
        this.job = job;
        this.session = session;
        this.locks = locks;
        this.course = course;
        this.cancel = cancel;
        this.guard = new HistoryGuard(job, session);
    }

    /** Either all steps and the version are committed when this returns, or nothing is. */
    void inOneTransaction() throws SQLException, Halt, IOException {
        lockUnchanged();
        String transaction = session.transactionId();
        course.position().inTransaction(transaction);
        course.progress().locked();
        History before = job.plan().history();
        for (int i = 0; i <= job.lastStep(); i++) {
            start(i);
            undoInTransaction(job.step(i), before, transaction);
            before = job.step(i).after(before);
            course.stepFinished();
        }
        finish();
        commit(before);
    }

    /** For plans with a script that cannot share a transaction: each step is committed with its version. */
    void stepByStep() throws SQLException, Halt, IOException {
        lockUnchanged();
        session.send("COMMIT");
        course.progress().locked();
        History before = job.plan().history();
        for (int i = 0; i <= job.lastStep(); i++) {
            start(i);
            if (job.step(i).transactional()) {
                session.begin();
                guard.lockAt(before);
                undoInTransaction(job.step(i), before, session.transactionId());
            } else {
                undoOnItsOwn(job.step(i), before);
                session.begin();
                guard.lockAt(before);
                record(job.step(i), before);
            }
            if (i == job.lastStep()) {
                finish();
            }
            before = job.step(i).after(before);
            commit(before);
            course.stepFinished();
        }
    }

    /** Opens the first transaction; nothing of the plan is sent before the precaution is taken. */
    private void lockUnchanged() throws SQLException, Halt {
        Precaution.Moment moment = session.moment(cancel);
        try {
            precaution.before(moment);
            session.begin();
            guard.lockUnchanged();
            precaution.take(moment);
            session.restore();
        } catch (BackstepException e) {
            cancel.check();
            throw Halt.stopped(Text.of(e));
        } catch (CancellationException e) {
            throw Halt.cancelled();
        }
        cancel.check();
    }

    /** After the last step's script, in the transaction that its version is committed with. */
    private void finish() throws SQLException, Halt {
        try {
            precaution.finish(session.moment(cancel));
            session.restore();
        } catch (BackstepException e) {
            cancel.check();
            throw Halt.stopped(Text.of(e));
        } catch (CancellationException e) {
            throw Halt.cancelled();
        }
    }

    private void start(int index) throws Halt, IOException {
        cancel.check();
        course.stepStarted(index);
    }

    /** Within the transaction that is open; the version goes in with each step, so that the row never lags behind. */
    private void undoInTransaction(Step step, History before, String transaction) throws SQLException, Halt {
        for (int i = 0; i < step.statements().size(); i++) {
            cancel.check();
            course.progress().statementStarted(i);
            send(step.statements().get(i));
            if (!session.inSoundTransaction()) {
                throw transactionEnded(step, session.committed(transaction));
            }
        }
        try {
            // "COMMIT AND CHAIN" leaves a transaction open, but not this one.
            if (!transaction.equals(record(step, before))) {
                throw transactionEnded(step, session.committed(transaction));
            }
        } catch (SQLException e) {
            if (session.committed(transaction)) {
                throw transactionEnded(step, true);
            }
            throw e;
        }
    }

    /** Where the script rolled it back, nothing is left of it. */
    private static Halt transactionEnded(Step step, boolean committed) {
        String sentence =
                Text.of("run.transactionEnded", step.migration().version().text());
        return committed ? Halt.transactionEnded(sentence) : Halt.stopped(sentence);
    }

    /**
     * Statement by statement, each committed as PostgreSQL and the script itself have it; the journal knows before and
     * after each.
     */
    private void undoOnItsOwn(Step step, History before) throws SQLException, Halt, IOException {
        session.begin();
        guard.lockAt(before);
        session.send("COMMIT");
        int committed = 0;
        for (int i = 0; i < step.statements().size(); i++) {
            cancel.check();
            course.statementStarted(i, session.inTransaction());
            course.progress().statementStarted(i);
            send(step.statements().get(i));
            committed = session.inTransaction() ? committed : i + 1;
            course.statementFinished(i, committed);
        }
        if (session.inTransaction()) {
            throw Halt.stopped(Text.of(
                    "run.transactionLeftOpen", step.migration().version().text()));
        }
        session.restore();
    }

    /**
     * Under the tool's locks, whatever a script did to them; in one message, since each costs its way there and back.
     *
     * @return the id of the transaction that the script left open; null when it had none. Only in the one that was begun for
     *     the step may this be committed
     */
    private @Nullable String record(Step step, History before) throws SQLException, Halt {
        return locks.keepAndSend(session.restoring(Recording.of(job.tool(), job.plan(), step, before)));
    }

    /** golang-migrate sends nothing for a file that is white space. */
    private void send(String statement) throws SQLException {
        if (!statement.isBlank()) {
            course.position().sending(statement);
            session.send(statement);
            course.position().sent();
        }
    }

    /** Only when the history was seen to say what it should: a rule or a trigger on its table may have it otherwise. */
    private void commit(History after) throws SQLException, Halt, IOException {
        session.checkConstraints();
        guard.requireRecorded(after);
        cancel.committing();
        course.progress().committing();
        course.committing();
        session.commit();
        course.committed();
        cancel.committed();
    }
}
