package dev.backstep.ui.rollback;

import dev.backstep.model.Session;
import dev.backstep.rollback.Ran;
import dev.backstep.rollback.RollbackDesk;
import dev.backstep.rollback.export.RunAccount;
import dev.backstep.rollback.export.RunReport;
import dev.backstep.rollback.export.SavedText;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.rehearsal.Rehearsed;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.run.RunProgress;
import dev.backstep.rollback.run.Saving;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.text.Text;
import dev.backstep.ui.common.TaskExecutor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** Runs the plan, shows how it goes on, cancels it when asked, and keeps how it ended. */
final class RunViewModel {

    private final RollbackDesk desk;
    private final TaskExecutor tasks;
    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<RunPhase> phase = new ReadOnlyObjectWrapper<>(new RunPhase.Idle());
    private final ObservableList<StepProgress> steps = FXCollections.observableArrayList();
    private final ObservableList<StepProgress> shownSteps = FXCollections.unmodifiableObservableList(steps);
    private final ReadOnlyObjectWrapper<RunProgress.@Nullable Wait> waiting = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper cancelling = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper cancelFailure = new ReadOnlyStringWrapper("");
    private final Map<Integer, Duration> taken = new HashMap<>();
    private Instant startedAt = Instant.EPOCH;
    private @Nullable Plan plan;
    private Function<Plan, @Nullable Rehearsed> rehearsals = _ -> null;

    RunViewModel(RollbackDesk desk, TaskExecutor tasks, InstantSource clock) {
        this.desk = desk;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** What is known of the rehearsal of a plan, for the report. */
    void rehearsedBy(Function<Plan, @Nullable Rehearsed> known) {
        rehearsals = known;
    }

    ReadOnlyObjectProperty<RunPhase> phaseProperty() {
        return phase.getReadOnlyProperty();
    }

    ObservableList<StepProgress> steps() {
        return shownSteps;
    }

    /** What the statement under way waits for; null when it does not wait. */
    ReadOnlyObjectProperty<RunProgress.@Nullable Wait> waitingProperty() {
        return waiting.getReadOnlyProperty();
    }

    /** Whether the person cancelled and the run has not ended yet. */
    ReadOnlyBooleanProperty cancellingProperty() {
        return cancelling.getReadOnlyProperty();
    }

    /** Why cancelling did not work; empty when it did. */
    ReadOnlyStringProperty cancelFailureProperty() {
        return cancelFailure.getReadOnlyProperty();
    }

    /** Whether a run is under way. */
    boolean running() {
        return phase.get().underWay();
    }

    /** The plan that runs or ran. */
    Plan plan() {
        return Objects.requireNonNull(plan, "no run was started");
    }

    /** How long the run has been going on. */
    Duration elapsed() {
        return Duration.between(startedAt, clock.instant());
    }

    /** How long since {@code instant}. */
    Duration since(Instant instant) {
        return Duration.between(instant, clock.instant());
    }

    /** Runs {@code confirmed}; once at a time. */
    void start(Plan confirmed, SaveChoice save, RunLimits limits) {
        if (running()) {
            throw new IllegalStateException("a run is under way");
        }
        plan = confirmed;
        startedAt = clock.instant();
        cancelling.set(false);
        cancelFailure.set("");
        waiting.set(null);
        taken.clear();
        List<Step> planned = confirmed.steps();
        steps.setAll(IntStream.range(0, planned.size())
                .mapToObj(i -> new StepProgress(i, planned.get(i), new StepProgress.Waiting()))
                .toList());
        phase.set(new RunPhase.Connecting());
        Progress progress = new Progress();
        tasks.run(
                () -> run(confirmed, save, limits, progress),
                this::ended,
                failure -> ended(unknown(failure, progress)));
    }

    /** Cancels the run on the server; does nothing once it is too late. */
    void cancel() {
        if (!running() || phase.get() instanceof RunPhase.Committing || cancelling.get()) {
            return;
        }
        cancelling.set(true);
        cancelFailure.set("");
        tasks.run(
                () -> {
                    desk.cancel();
                    return true;
                },
                _ -> {},
                this::cancelFailed);
    }

    /** Plan and outcome as text; only after the run. */
    String report() {
        RunPhase.Ended ended = (RunPhase.Ended) phase.get();
        return RunReport.of(plan(), ended.outcome(), SavedText.facts(plan(), ended.ran()), ended.at());
    }

    /** The whole run, to be written to a file; only after it. */
    RunAccount account() {
        RunPhase.Ended ended = (RunPhase.Ended) phase.get();
        return new RunAccount(
                plan(),
                ended.outcome(),
                startedAt,
                ended.at(),
                desk.role(),
                System.getProperty("user.name", ""),
                taken,
                rehearsals.apply(plan()));
    }

    // An error must not leave a run without an end on the page.
    private Ran run(Plan confirmed, SaveChoice save, RunLimits limits, Progress progress) {
        try {
            return desk.run(confirmed, save, limits, progress);
        } catch (RuntimeException | Error failure) {
            return unknown(failure, progress);
        }
    }

    private static Ran unknown(Throwable failure, Progress progress) {
        return Ran.of(
                new RunOutcome.Unknown(Text.of("rollback.run.failed", failure.toString()), progress.committing.get()));
    }

    private void ended(Ran ran) {
        RunOutcome outcome = ran.outcome();
        boolean oneTransaction = plan().oneTransaction();
        steps.replaceAll(step -> step.ended(outcome, oneTransaction));
        cancelling.set(false);
        waiting.set(null);
        phase.set(new RunPhase.Ended(ran, clock.instant()));
    }

    private void cancelFailed(Exception failure) {
        cancelling.set(false);
        cancelFailure.set(Text.of("rollback.run.cancelFailed", failure.toString()));
    }

    private void set(int index, StepProgress.State state) {
        steps.set(index, steps.get(index).with(state));
    }

    /** Hears the run on its thread and shows it on the window's. */
    private final class Progress implements RunProgress {

        private final AtomicBoolean committing = new AtomicBoolean();

        @Override
        public void waitingForLock(List<Session> holders) {
            tasks.show(() -> phase.set(new RunPhase.WaitingForLock(holders)));
        }

        @Override
        public void saving(Saving now) {
            tasks.show(() -> phase.set(new RunPhase.SavingData(now)));
        }

        @Override
        public void locked() {
            tasks.show(() -> phase.set(new RunPhase.Stepping()));
        }

        @Override
        public void stepStarted(int index) {
            Instant now = clock.instant();
            committing.set(false);
            tasks.show(() -> {
                // A plan that goes step by step commits between them.
                phase.set(new RunPhase.Stepping());
                set(index, new StepProgress.Running(now, -1, now));
            });
        }

        @Override
        public void statementStarted(int statement) {
            Instant now = clock.instant();
            tasks.show(() -> {
                for (StepProgress step : List.copyOf(steps)) {
                    if (step.state() instanceof StepProgress.Running under) {
                        set(step.index(), new StepProgress.Running(under.since(), statement, now));
                    }
                }
            });
        }

        @Override
        public void waiting(@Nullable Wait wait) {
            tasks.show(() -> {
                if (running()) {
                    RunViewModel.this.waiting.set(wait);
                }
            });
        }

        @Override
        public void stepFinished(int index, Duration time) {
            tasks.show(() -> {
                taken.put(index, time);
                set(index, new StepProgress.Done(time));
            });
        }

        @Override
        public void committing() {
            committing.set(true);
            tasks.show(() -> phase.set(new RunPhase.Committing()));
        }
    }
}
