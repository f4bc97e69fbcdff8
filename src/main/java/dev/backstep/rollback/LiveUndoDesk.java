package dev.backstep.rollback;

import dev.backstep.database.Database;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Candidate;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.run.Precaution;
import dev.backstep.rollback.run.RollbackRun;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.run.RunProgress;
import dev.backstep.rollback.saved.Salvage;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.rollback.saved.Saver;
import dev.backstep.rollback.saved.Unsaved;
import dev.backstep.rollback.undo.LoadPlanner;
import dev.backstep.rollback.undo.Loader;
import dev.backstep.rollback.undo.UndoBook;
import dev.backstep.rollback.undo.UndoPlanner;
import dev.backstep.rollback.undo.UndoRecord;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.MigrationTools;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Puts back what one rollback took, with the same guards as a rollback: shown first, checked, confirmed, under the locks. */
public final class LiveUndoDesk implements RollbackDesk {

    private final Database database;
    private final UndoRecord kept;
    private final Journal journal;
    private final LiveRollbackDesk common;
    private final AtomicReference<@Nullable RollbackRun> underWay = new AtomicReference<>();

    /** The database stays its owner's to close; {@code kept} is what the rollback recorded. */
    public LiveUndoDesk(Database database, UndoRecord kept, Journal journal) {
        this.database = database;
        this.kept = kept;
        this.journal = journal;
        this.common = new LiveRollbackDesk(
                database,
                _ -> new byte[0],
                _ -> {
                    throw new IllegalStateException("what was recorded is run, whatever a timeline says");
                },
                journal);
    }

    /** The one plan there is: the up scripts of what was rolled back; or the rows alone, where nothing else can be put back. */
    public Plan plan() throws BackstepException {
        MigrationTool tool = MigrationTools.named(kept.table().tool());
        if (kept.rowsOnly()) {
            return database.read(connection -> LoadPlanner.plan(
                    connection, kept, database.identity(connection), tool.read(connection, kept.table())));
        }
        Now now = database.read(
                connection -> new Now(database.identity(connection), tool.read(connection, kept.table())));
        return UndoPlanner.plan(kept, now.identity(), now.history());
    }

    private record Now(DatabaseIdentity identity, History history) {}

    @Override
    public Plan plan(Timeline timeline, @Nullable Version target, Map<Version, Candidate> choices)
            throws BackstepException {
        return plan();
    }

    @Override
    public Impact impact(Plan plan) throws BackstepException {
        return common.impact(plan);
    }

    @Override
    public List<Check> check(Plan plan) throws BackstepException {
        return common.check(plan);
    }

    @Override
    public Salvage salvage(Plan plan) throws BackstepException {
        return common.salvage(plan);
    }

    @Override
    public Optional<Unsaved> dumpProblem() throws BackstepException {
        return common.dumpProblem();
    }

    @Override
    public Path folderForSaves() {
        return common.folderForSaves();
    }

    @Override
    public Ran run(Plan plan, SaveChoice save, RunLimits limits, RunProgress progress) {
        Saver saver = new Saver(database, plan, save, progress::saving, Saver.Keeper.NONE, InstantSource.system());
        Loader loader = new Loader(kept, progress::saving);
        MigrationTool tool = MigrationTools.named(kept.table().tool());
        // What the up scripts take away is saved before them, and what was saved is loaded after them.
        RollbackRun run = new RollbackRun(database, tool, journal, Precaution.both(loader, saver));
        underWay.set(run);
        try {
            RunOutcome outcome = common.accounted(plan, run, limits, progress);
            saver.ended(outcome);
            boolean done = outcome instanceof RunOutcome.RolledBack;
            if (done && loader.putBack() != null && loader.putBack().whole()) {
                new UndoBook(journal.keepsakes()).remove(kept.id());
            }
            return new Ran(outcome, saver.saved(), null, done ? loader.putBack() : null);
        } finally {
            loader.close();
            underWay.set(null);
        }
    }

    @Override
    public String role() {
        return common.role();
    }

    @Override
    public void cancel() {
        RollbackRun run = underWay.get();
        if (run != null) {
            run.cancel();
        }
    }
}
