package dev.backstep.rollback;

import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.database.Database;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Candidate;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.impact.ImpactReader;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Planner;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.preflight.Preflight;
import dev.backstep.rollback.run.RollbackRun;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.run.RunProgress;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.MigrationTools;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The desk over a real database. */
public final class LiveRollbackDesk implements RollbackDesk {

    private final Database database;
    private final Planner planner;
    private final Journal journal;
    private final AtomicReference<@Nullable RollbackRun> underWay = new AtomicReference<>();

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
        this.database = database;
        this.planner = new Planner(scripts, analyses, new LiveRehearsal(replays, scripts));
        this.journal = journal;
    }

    @Override
    public Plan plan(Timeline timeline, @Nullable Version target, Map<Version, Candidate> choices)
            throws BackstepException {
        return planner.plan(database.read(database::identity), timeline, target, choices);
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
    public RunOutcome run(Plan plan, RunLimits limits, RunProgress progress) {
        RollbackRun run = new RollbackRun(database, tool(plan.history().table()), journal);
        underWay.set(run);
        try {
            return run.run(plan, limits, progress);
        } finally {
            underWay.set(null);
        }
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
