package dev.backstep.rollback.sqlite;

import dev.backstep.database.sqlite.SqliteFile;
import dev.backstep.database.sqlite.SqliteProblem;
import dev.backstep.database.sqlite.SqliteSession;
import dev.backstep.journal.Journal;
import dev.backstep.journal.RunRecord;
import dev.backstep.model.BackstepException;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.rollback.plan.Fingerprint;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.rehearsal.Expected;
import dev.backstep.rollback.run.Changes;
import dev.backstep.rollback.run.Refusal;
import dev.backstep.rollback.run.RollbackRun;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.run.RunProgress;
import dev.backstep.rollback.saved.Saved;
import dev.backstep.text.Text;
import dev.backstep.tool.MigrationTool;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Runs one confirmed plan on a SQLite file, once: BEGIN IMMEDIATE, after which nobody else writes; the history is the plan's,
 * or nothing happens; a copy of the file is kept aside; the steps; what they left is compared; COMMIT. Whatever goes wrong
 * before that leaves the file as it was, also when the process dies: then SQLite takes back what was begun.
 */
final class FileRun {

    private final SqliteFile file;
    private final MigrationTool tool;
    private final Journal journal;
    private final Path folder;
    private volatile @Nullable SqliteSession session;
    private volatile boolean cancelled;
    private @Nullable Saved kept;
    private int step = -1;

    /** @param folder where the copy is kept */
    FileRun(SqliteFile file, MigrationTool tool, Journal journal, Path folder) {
        this.file = file;
        this.tool = tool;
        this.journal = journal;
        this.folder = folder;
    }

    /** The copy that was kept; null where the run did not come so far. */
    @Nullable
    Saved kept() {
        return kept;
    }

    RunOutcome run(Plan plan, Expected expected, RunProgress progress) {
        String refusal = Refusal.of(plan, tool);
        if (refusal == null && !plan.oneTransaction()) {
            refusal = Text.of("sqlite.run.severalTransactions");
        }
        if (refusal != null) {
            return stopped(plan, refusal);
        }
        try (RunRecord record = journal.begin(RollbackRun.start(plan))) {
            RunOutcome outcome = run(plan, expected, progress, record);
            RollbackRun.end(record, outcome);
            return outcome;
        } catch (IOException e) {
            return stopped(plan, Text.of("run.journal", String.valueOf(e.getMessage())));
        }
    }

    /** Ends what is under way, unless it is being committed; from any thread. */
    void cancel() {
        cancelled = true;
        SqliteSession open = session;
        if (open != null) {
            try {
                open.interrupt();
            } catch (SQLException e) {
                // It has ended by itself.
                cancelled = true;
            }
        }
    }

    private RunOutcome run(Plan plan, Expected expected, RunProgress progress, RunRecord record) {
        Instant start = Instant.now();
        boolean committing = false;
        try (SqliteSession open = file.openForRun()) {
            session = open;
            open.begin();
            DatabaseIdentity identity = file.identity(open.connection());
            History history = tool.read(open.connection(), plan.history().table());
            if (!Fingerprint.of(plan, identity, history).equals(plan.fingerprint())) {
                return new RunOutcome.Changed(Changes.between(plan, identity, history));
            }
            progress.locked();
            kept = KeptCopy.make(open, tool, plan, folder, start);
            Undoing.require(new Undoing(open, tool, plan, new Steps(record, progress)).run(expected));
            step = plan.steps().size() - 1;
            session = null;
            if (cancelled) {
                return stopped(plan, Text.of("run.cancelled"));
            }
            progress.committing();
            record.committing(step);
            committing = true;
            open.commit();
            return new RunOutcome.RolledBack(plan.target(), Duration.between(start, Instant.now()));
        } catch (SQLException e) {
            return failed(plan, e, committing);
        } catch (BackstepException e) {
            return stopped(plan, Text.of(e));
        } catch (IOException e) {
            return stopped(plan, Text.of("sqlite.run.files", String.valueOf(e.getMessage())));
        } finally {
            session = null;
        }
    }

    /** A commit that SQLite refuses, as somebody reads, has not happened; after any other error the file is asked. */
    private RunOutcome failed(Plan plan, SQLException problem, boolean committing) {
        String reason = Text.of(SqliteProblem.of(problem, file.file()));
        if (!committing || SqliteProblem.isBusy(problem)) {
            return stopped(plan, cancelled ? Text.of("run.cancelled") : reason);
        }
        try {
            History now =
                    file.read(connection -> tool.read(connection, plan.history().table()));
            return now.equals(plan.history())
                    ? stopped(plan, reason)
                    : new RunOutcome.RolledBack(now.current(), Duration.ZERO);
        } catch (BackstepException e) {
            return new RunOutcome.Unknown(reason, true);
        }
    }

    private RunOutcome stopped(Plan plan, String reason) {
        return new RunOutcome.Stopped(step, reason, cancelled, 0, plan.history().current(), 0);
    }

    /** Tells journal and person. */
    private final class Steps implements Undoing.Listener {
        private final RunRecord record;
        private final RunProgress progress;
        private Instant begun = Instant.EPOCH;

        Steps(RunRecord record, RunProgress progress) {
            this.record = record;
            this.progress = progress;
        }

        @Override
        public void started(int index) throws IOException {
            step = index;
            begun = Instant.now();
            record.stepStarted(index);
            progress.stepStarted(index);
        }

        @Override
        public void finished(int index) throws IOException {
            record.stepFinished(index);
            progress.stepFinished(index, Duration.between(begun, Instant.now()));
        }
    }
}
