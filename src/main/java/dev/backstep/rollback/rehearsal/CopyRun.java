package dev.backstep.rollback.rehearsal;

import dev.backstep.database.Database;
import dev.backstep.database.catalog.CatalogReader;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.Session;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.replay.Supervised;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.run.Precaution;
import dev.backstep.rollback.run.RollbackRun;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.run.RunProgress;
import dev.backstep.text.Text;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.MigrationTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs a plan on a copy as it would run for real: by the same run, with a plan of the same steps for the copy. */
final class CopyRun implements RunProgress {

    private final Database copy;
    private final Plan live;
    private final Supervised supervision;
    private final RehearsalProgress progress;
    private final CatalogScope scope;
    private final Map<Integer, Duration> times = new HashMap<>();
    private final MigrationTool tool;
    private @Nullable RollbackRun run;
    private @Nullable String ended;

    CopyRun(Database copy, Plan live, Supervised supervision, RehearsalProgress progress) {
        this.copy = copy;
        this.live = live;
        this.supervision = supervision;
        this.progress = progress;
        this.scope = CatalogScope.without(Set.of(live.history().table()));
        this.tool = MigrationTools.named(live.history().table().tool());
    }

    /** How long each step took that ended. */
    Map<Integer, Duration> times() {
        return times;
    }

    /** Runs the plan, and compares. */
    Rehearsal.Outcome go(Expected expected, Precaution precaution) throws BackstepException {
        CatalogSnapshot before = snapshot();
        DatabaseIdentity identity = copy.read(copy::identity);
        History history =
                copy.read(connection -> tool.read(connection, live.history().table()));
        if (!same(history)) {
            return new Rehearsal.NotDone(Text.of("rehearsal.moved"));
        }
        RunOutcome outcome = run(live.on(identity, history), precaution);
        String stopped = supervision.watched();
        ended = ended == null ? stopped : ended;
        if (!(outcome instanceof RunOutcome.RolledBack)) {
            return supervision.cancelRequested() ? new Rehearsal.Cancelled() : failed(outcome);
        }
        progress.comparing();
        return expected.compare(before, snapshot());
    }

    private RunOutcome run(Plan plan, Precaution precaution) throws BackstepException {
        try {
            // The record of a rehearsal is of no use to anybody: nothing is left of what it is about.
            Path records = Files.createTempDirectory("backstep-rehearsal");
            try {
                RollbackRun begun = new RollbackRun(copy, tool, new Journal(records), precaution);
                run = begun;
                supervision.watch(begun::cancel);
                return begun.run(plan, RunLimits.DEFAULT, this);
            } finally {
                remove(records);
            }
        } catch (IOException e) {
            throw new BackstepException("rehearsal.noTemporaryFolder", e, String.valueOf(e.getMessage()));
        }
    }

    private Rehearsal.Outcome failed(RunOutcome outcome) {
        return switch (outcome) {
            case RunOutcome.Stopped stopped ->
                new Rehearsal.Failed(stopped.step(), ended == null ? stopped.reason() : ended);
            case RunOutcome.Unknown unknown -> new Rehearsal.NotDone(ended == null ? unknown.reason() : ended);
            case RunOutcome.Changed changed -> new Rehearsal.NotDone(String.join(" ", changed.changes()));
            case RunOutcome.LockHeld _ -> new Rehearsal.NotDone(Text.of("rehearsal.locked"));
            case RunOutcome.RolledBack _ -> throw new IllegalArgumentException("it did not fail");
        };
    }

    /** What the scripts do depends on it; a position says as much by its version alone. */
    private boolean same(History history) {
        History planned = live.history();
        return Objects.equals(history.current(), planned.current())
                && history.dirty() == planned.dirty()
                && (!planned.complete() || history.records().equals(planned.records()));
    }

    private CatalogSnapshot snapshot() throws BackstepException {
        return copy.read(connection -> CatalogReader.read(connection, scope));
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    @Override
    public void stepStarted(int index) {
        RollbackRun begun = Objects.requireNonNull(run, "it runs");
        String before = supervision.watched();
        ended = ended == null ? before : ended;
        supervision.watch(begun::cancel);
        progress.stepStarted(index);
    }

    @Override
    public void stepFinished(int index, Duration time) {
        times.put(index, time);
    }

    @Override
    public void waitingForLock(List<Session> holders) {
        // Nobody else is on the copy.
    }

    @Override
    public void locked() {
        // Nobody else is on the copy.
    }

    @Override
    public void committing() {
        // The copy goes away, whatever is committed there.
    }
}
