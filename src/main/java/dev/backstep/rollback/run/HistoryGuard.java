package dev.backstep.rollback.run;

import dev.backstep.database.Locks;
import dev.backstep.model.BackstepException;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Fingerprint;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.text.Text;
import dev.backstep.tool.HistoryTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** Locks the history in the open transaction, and looks whether it still says what the plan was made for. */
final class HistoryGuard {

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_SCHEMA = "3F000";

    private final Job job;
    private final RunSession session;

    HistoryGuard(Job job, RunSession session) {
        this.job = job;
        this.session = session;
    }

    /** Before the first statement: the fingerprint over what is there now is the plan's. */
    void lockUnchanged() throws SQLException, Halt {
        lock();
        Connection connection = session.connection();
        DatabaseIdentity identity = job.database().identity(connection);
        History history = read();
        if (!Fingerprint.of(job.plan(), identity, history).equals(job.plan().fingerprint())) {
            throw Halt.changed(Changes.between(job.plan(), identity, history));
        }
    }

    /** Before a later transaction of the same run: the history is as the step before left it. */
    void lockAt(History expected) throws SQLException, Halt {
        lock();
        History history = read();
        boolean same = expected.complete()
                ? history.sameRows(expected)
                : history.dirty() == expected.dirty() && Objects.equals(history.current(), expected.current());
        if (!same) {
            throw Halt.stopped(
                    Text.of("run.movedMeanwhile", Changes.word(expected.current()), Changes.word(history.current())));
        }
    }

    /** Before a commit: the history says what was recorded. */
    void requireRecorded(History expected) throws SQLException, Halt {
        Version at = job.plan().purpose() == Plan.Purpose.RESET ? null : expected.current();
        String table = job.table().toString();
        History history;
        try {
            history = job.tool().read(session.connection(), job.table());
        } catch (BackstepException e) {
            throw Halt.stopped(Text.of("run.recordedUnclearly", table, Changes.word(at)));
        }
        if (history.dirty() || !Objects.equals(history.current(), at)) {
            throw Halt.stopped(Text.of("run.notRecorded", table, Changes.word(at), Changes.word(history.current())));
        }
    }

    private void lock() throws SQLException, Halt {
        HistoryTable table = job.table();
        try {
            session.send(HistoryTables.lock(table));
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                session.rollback();
                throw Halt.lockHeld(Locks.holders(session.connection(), table.schema(), table.name()));
            }
            if (UNDEFINED_TABLE.equals(e.getSQLState()) || UNDEFINED_SCHEMA.equals(e.getSQLState())) {
                throw Halt.changed(List.of(Text.of("run.changed.gone", table.toString())));
            }
            throw e;
        }
    }

    private History read() throws SQLException, Halt {
        try {
            return job.tool().read(session.connection(), job.table());
        } catch (BackstepException e) {
            throw Halt.changed(List.of(Text.of(e)));
        }
    }
}
