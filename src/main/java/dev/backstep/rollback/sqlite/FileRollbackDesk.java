package dev.backstep.rollback.sqlite;

import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.database.sqlite.SqliteFile;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Candidate;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.rollback.Ran;
import dev.backstep.rollback.RollbackDesk;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.impact.StepImpact;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Planner;
import dev.backstep.rollback.plan.Rehearsal;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.rehearsal.Expected;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.run.RunProgress;
import dev.backstep.rollback.saved.Salvage;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.rollback.saved.SaveFolder;
import dev.backstep.rollback.saved.Unsaved;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.MigrationTools;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The desk over a SQLite file. */
public final class FileRollbackDesk implements RollbackDesk {

    private final SqliteFile file;
    private final ScriptReader scripts;
    private final Journal journal;
    private final Path copies;
    private final AtomicReference<@Nullable FileRun> underWay = new AtomicReference<>();
    private volatile @Nullable Timeline planned;

    /**
     * @param file stays its owner's to close
     * @param scripts reads the steps' text
     * @param journal keeps the record of every run
     */
    public FileRollbackDesk(SqliteFile file, ScriptReader scripts, Journal journal) {
        this(file, scripts, journal, SaveFolder.usual());
    }

    /** @param copies where the file is kept as it was before a run */
    public FileRollbackDesk(SqliteFile file, ScriptReader scripts, Journal journal, Path copies) {
        this.file = file;
        this.scripts = scripts;
        this.journal = journal;
        this.copies = copies;
    }

    @Override
    public Plan plan(Timeline timeline, @Nullable Version target, Map<Version, Candidate> choices)
            throws BackstepException {
        FileGenerator generator = new FileGenerator(timeline, scripts);
        Rehearsal rehearsal = (_, downs) -> generator.rehearse(downs);
        Planner planner = new Planner(scripts, _ -> TrackAnalysis.none(), rehearsal, (_, _) -> generator);
        Plan plan = planner.plan(file.read(file::identity), timeline, target, choices);
        planned = timeline;
        List<Step> steps = plan.steps().stream().map(FileRollbackDesk::inFile).toList();
        return Plan.of(plan.database(), plan.history(), plan.target(), steps);
    }

    /** What holds for PostgreSQL alone is left out: a writer of a SQLite file locks all of it anyway. */
    private static Step inFile(Step step) {
        List<Finding> findings = step.findings().stream()
                .filter(finding -> switch (finding) {
                    case Finding.TakesLock _,
                            Finding.WorksUnderLock _,
                            Finding.OutsideTransaction _,
                            Finding.MetaCommands _,
                            Finding.NotReversed _,
                            Finding.ReversalUnknown _,
                            Finding.Unread _ -> false;
                    default -> true;
                })
                .toList();
        return step.with(findings);
    }

    @Override
    public Impact impact(Plan plan) throws BackstepException {
        return file.read(connection -> {
            FileImpact impact = new FileImpact(connection);
            List<StepImpact> steps = new ArrayList<>();
            for (Step step : plan.steps()) {
                steps.add(impact.of(step));
            }
            return new Impact(Instant.now(), steps);
        });
    }

    @Override
    public List<Check> check(Plan plan) {
        return new FileChecks(file, tool(plan.history().table()), plan).all(copies);
    }

    /** Nothing is taken out of the file: all of it is kept. */
    @Override
    public Salvage salvage(Plan plan) {
        return Salvage.NOTHING;
    }

    @Override
    public Optional<Unsaved> dumpProblem() {
        return Optional.empty();
    }

    @Override
    public boolean keepsAll() {
        return true;
    }

    @Override
    public Path folderForSaves() {
        return copies;
    }

    @Override
    public Ran run(Plan plan, SaveChoice save, RunLimits limits, RunProgress progress) {
        Path folder = save instanceof SaveChoice.ToFolder chosen ? chosen.folder() : copies;
        FileRun run = new FileRun(file, tool(plan.history().table()), journal, folder);
        underWay.set(run);
        try {
            Timeline timeline = planned;
            Expected expected = timeline == null
                    ? Expected.unknown("")
                    : AppliedScripts.of(timeline, scripts).expected(plan);
            RunOutcome outcome = run.run(plan, expected, progress);
            return new Ran(outcome, run.kept(), null, null);
        } finally {
            underWay.set(null);
        }
    }

    /** SQLite knows no roles. */
    @Override
    public String role() {
        return "";
    }

    @Override
    public void cancel() {
        FileRun run = underWay.get();
        if (run != null) {
            run.cancel();
        }
    }

    private MigrationTool tool(HistoryTable table) {
        return MigrationTools.on(file.settings()).stream()
                .filter(tool -> tool.name().equals(table.tool()))
                .findFirst()
                .orElseThrow();
    }
}
