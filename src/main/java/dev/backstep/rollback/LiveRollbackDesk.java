package dev.backstep.rollback;

import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.database.Database;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Candidate;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.rollback.export.RunAccount;
import dev.backstep.rollback.export.RunHtml;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.impact.ImpactReader;
import dev.backstep.rollback.plan.MovePlanner;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Planner;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.preflight.Preflight;
import dev.backstep.rollback.rehearsal.RehearsalBook;
import dev.backstep.rollback.rehearsal.Rehearsed;
import dev.backstep.rollback.run.Precaution;
import dev.backstep.rollback.run.RollbackRun;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.run.RunProgress;
import dev.backstep.rollback.saved.Dump;
import dev.backstep.rollback.saved.Salvage;
import dev.backstep.rollback.saved.SalvageReader;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.rollback.saved.SaveFolder;
import dev.backstep.rollback.saved.Saver;
import dev.backstep.rollback.saved.Unsaved;
import dev.backstep.rollback.undo.UndoBook;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.MigrationTools;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The desk over a real database. */
public final class LiveRollbackDesk implements RollbackDesk {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRollbackDesk.class);

    private final Database database;
    private final Planning planning;
    private final Journal journal;
    private final Precaution precaution;
    private final AtomicReference<@Nullable RollbackRun> underWay = new AtomicReference<>();
    private final ReadAhead readAhead;

    /** A desk that cannot rehearse: with it, generated scripts do not run. */
    public LiveRollbackDesk(
            Database database, ScriptReader scripts, Function<Timeline, TrackAnalysis> analyses, Journal journal) {
        this(database, scripts, new Planner(scripts, analyses)::plan, journal);
    }

    /**
     * @param database stays its owner's to close
     * @param scripts reads the steps' text
     * @param analyses what the timeline's scripts say
     * @param journal keeps the record of every run
     * @param replays where generated scripts are rehearsed; stays its owner's to close
     */
    public LiveRollbackDesk(
            Database database,
            ScriptReader scripts,
            Function<Timeline, TrackAnalysis> analyses,
            Journal journal,
            ReplayDesk replays) {
        this(database, scripts, new Planner(scripts, analyses, new LiveRehearsal(replays, scripts))::plan, journal);
    }

    private LiveRollbackDesk(Database database, ScriptReader scripts, Planning planning, Journal journal) {
        this(database, scripts, planning, journal, Precaution.NONE);
    }

    private LiveRollbackDesk(
            Database database, ScriptReader scripts, Planning planning, Journal journal, Precaution precaution) {
        this.precaution = precaution;
        this.database = database;
        this.readAhead = new ReadAhead(scripts);
        this.planning = planning;
        this.journal = journal;
    }

    /** A desk whose plans lead to what the checkout has, whatever target is named; all else as for a rollback. */
    public static LiveRollbackDesk toCheckout(
            Database database, ScriptReader scripts, Function<Timeline, TrackAnalysis> analyses, Journal journal) {
        return toCheckout(database, scripts, new Planner(scripts, analyses), analyses, journal);
    }

    /** The same, with a server where generated scripts are rehearsed. */
    public static LiveRollbackDesk toCheckout(
            Database database,
            ScriptReader scripts,
            Function<Timeline, TrackAnalysis> analyses,
            Journal journal,
            ReplayDesk replays) {
        Planner back = new Planner(scripts, analyses, new LiveRehearsal(replays, scripts));
        return toCheckout(database, scripts, back, analyses, journal);
    }

    private static LiveRollbackDesk toCheckout(
            Database database,
            ScriptReader scripts,
            Planner back,
            Function<Timeline, TrackAnalysis> analyses,
            Journal journal) {
        MovePlanner planner = new MovePlanner(back, analyses);
        return new LiveRollbackDesk(
                database, scripts, (at, timeline, _, choices) -> planner.plan(at, timeline, choices), journal);
    }

    /**
     * A desk for other plans than rollbacks.
     *
     * @param precaution is taken in the run's first transaction, before anything is saved
     */
    public static LiveRollbackDesk of(
            Database database, ScriptReader scripts, Planning planning, Journal journal, Precaution precaution) {
        return new LiveRollbackDesk(database, scripts, planning, journal, precaution);
    }

    /** Makes a plan for a database that was read. */
    @FunctionalInterface
    public interface Planning {
        Plan plan(
                DatabaseIdentity database, Timeline timeline, @Nullable Version target, Map<Version, Candidate> choices)
                throws BackstepException;
    }

    @Override
    public Plan plan(Timeline timeline, @Nullable Version target, Map<Version, Candidate> choices)
            throws BackstepException {
        return planning.plan(database.read(database::identity), timeline, target, choices);
    }

    @Override
    public Impact impact(Plan plan) throws BackstepException {
        return new ImpactReader(database, InstantSource.system()).read(plan);
    }

    @Override
    public List<Check> check(Plan plan) throws BackstepException {
        return Preflight.check(database, tool(plan.history().table()), plan);
    }

    @Override
    public Salvage salvage(Plan plan) throws BackstepException {
        Salvage salvage = database.read(connection -> new SalvageReader(connection).read(plan));
        if (UndoKeeper.undoable(plan, salvage.isEmpty())) {
            readAhead.of(database, plan);
        }
        return salvage;
    }

    @Override
    public Optional<Unsaved> dumpProblem() throws BackstepException {
        int major = database.read(connection -> connection.getMetaData().getDatabaseMajorVersion());
        return Dump.problem(major);
    }

    @Override
    public Path folderForSaves() {
        return SaveFolder.usual();
    }

    @Override
    public Ran run(Plan plan, SaveChoice save, RunLimits limits, RunProgress progress) {
        InstantSource clock = InstantSource.system();
        Instant at = clock.instant();
        UndoBook book = new UndoBook(journal.keepsakes());
        String id = UndoBook.freshId(at);
        UndoKeeper keeper = new UndoKeeper(book, id, at, plan, readAhead);
        Saver saver = new Saver(database, plan, save, progress::saving, keeper, clock);
        RollbackRun run =
                new RollbackRun(database, tool(plan.history().table()), journal, Precaution.both(precaution, saver));
        underWay.set(run);
        try {
            RunOutcome outcome = accounted(plan, run, limits, progress);
            saver.ended(outcome);
            if (!UndoKeeper.undoable(plan, saver.saved() == null) || outcome.nothingCommitted()) {
                book.remove(id);
                return new Ran(outcome, saver.saved(), null, null);
            }
            return new Ran(outcome, saver.saved(), id, null);
        } finally {
            underWay.set(null);
        }
    }

    @Override
    public String role() {
        return database.settings().user();
    }

    /** Runs a plan and keeps the report; that it cannot be kept takes nothing from what was done. */
    RunOutcome accounted(Plan plan, RollbackRun run, RunLimits limits, RunProgress progress) {
        StepTimes times = new StepTimes(progress);
        Instant startedAt = Instant.now();
        RunOutcome outcome = run.run(plan, limits, times);
        String person = System.getProperty("user.name", "");
        Rehearsed rehearsed = new RehearsalBook(journal.rehearsals())
                .of(plan.fingerprint().hex())
                .orElse(null);
        RunAccount account =
                new RunAccount(plan, outcome, startedAt, Instant.now(), role(), person, times.taken(), rehearsed);
        try {
            journal.keepReport(account.startedAt(), RunHtml.of(account));
        } catch (IOException e) {
            LOG.warn("The report of a run could not be kept", e);
        }
        return outcome;
    }

    @Override
    public void cancel() {
        RollbackRun run = underWay.get();
        if (run != null) {
            run.cancel();
        }
    }

    private static MigrationTool tool(HistoryTable table) {
        return MigrationTools.named(table.tool());
    }
}
