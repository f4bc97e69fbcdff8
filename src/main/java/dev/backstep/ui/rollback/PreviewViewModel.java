package dev.backstep.ui.rollback;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Candidate;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.rollback.RollbackDesk;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Makes the plan, shows it, and makes it anew with each choice between candidates. */
final class PreviewViewModel {

    private final RollbackDesk desk;
    private Timeline timeline;
    private final ScriptReader scripts;
    private final TaskExecutor tasks;
    private final Map<Version, Candidate> choices = new HashMap<>();
    private final Map<Version, List<Candidate>> candidates = new HashMap<>();
    private final Map<Candidate, String> texts = new HashMap<>();
    private final ReadOnlyObjectWrapper<PreviewState> state =
            new ReadOnlyObjectWrapper<>(new PreviewState.Loading(false));
    private @Nullable Version target;
    private @Nullable Runnable findOut;
    private TaskExecutor.@Nullable Running running;

    PreviewViewModel(RollbackDesk desk, Timeline timeline, ScriptReader scripts, TaskExecutor tasks) {
        this.desk = desk;
        this.timeline = timeline;
        this.scripts = scripts;
        this.tasks = tasks;
    }

    ReadOnlyObjectProperty<PreviewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** The plan that is shown; null while there is none. */
    @Nullable
    Plan plan() {
        return state.get() instanceof PreviewState.Ready ready ? ready.plan() : null;
    }

    /** Plans the way to {@code version}; null for "nothing applied". Choices made before are kept. */
    void show(@Nullable Version version) {
        target = version;
        load(false);
    }

    /** Makes the plan again. */
    void load() {
        load(true);
    }

    private void load(boolean again) {
        if (running != null) {
            // Only the newest answer counts.
            running.cancel();
        }
        boolean shown = again && !(state.get() instanceof PreviewState.Failed);
        state.set(new PreviewState.Loading(shown));
        Version to = target;
        Map<Version, Candidate> chosen = Map.copyOf(choices);
        Timeline from = timeline;
        running = tasks.run(() -> read(from, to, chosen), this::ready, this::failed);
    }

    /** Takes {@code candidate} for what was applied as {@code version}, and makes the plan again. */
    void choose(Version version, Candidate candidate) {
        if (!candidate.equals(choices.put(version, candidate))) {
            load();
        }
    }

    /**
     * What could be chosen along with the step's candidate: for versions that nobody chose for yet, the candidate found at
     * a place where the step's own stands too. A branch that was applied was mostly applied as a whole.
     */
    Map<Version, Candidate> along(Step step) {
        Candidate chosen = chosen(step);
        Plan plan = plan();
        Map<Version, Candidate> along = new HashMap<>();
        if (chosen == null || plan == null) {
            return along;
        }
        for (Step other : plan.steps()) {
            Version version = other.migration().version();
            if (!choices.containsKey(version)) {
                candidates(other).stream()
                        .filter(candidate -> !Collections.disjoint(candidate.foundAt(), chosen.foundAt()))
                        .findFirst()
                        .ifPresent(candidate -> along.put(version, candidate));
            }
        }
        return along;
    }

    /** Chooses all of {@link #along}, and makes the plan again. */
    void chooseAlong(Step step) {
        choices.putAll(along(step));
        load();
    }

    /** The contents a step's migration was found with, when there are several. */
    List<Candidate> candidates(Step step) {
        return candidates.getOrDefault(step.migration().version(), List.of());
    }

    /** The candidate's down script, or a sentence that says why there is none to show. */
    String downText(Candidate candidate) {
        return texts.getOrDefault(candidate, "");
    }

    /** The candidate chosen for a step; null when none is. */
    @Nullable
    Candidate chosen(Step step) {
        return choices.get(step.migration().version());
    }

    /** How to find out by replaying which content was applied; null where that is not offered. */
    @Nullable
    Runnable findOut() {
        return findOut;
    }

    void offer(Runnable finding) {
        findOut = finding;
    }

    /** Whether what replaying showed of the track is not what it was. */
    boolean outdated(Timeline now) {
        return now.track().equals(timeline.track()) && !Objects.equals(now.compared(), timeline.compared());
    }

    /** From the next {@link #load} on, another reading of the timeline counts; choices are to be made anew. */
    void renew(Timeline now) {
        timeline = now;
        choices.clear();
        candidates.clear();
        texts.clear();
    }

    private Read read(Timeline from, @Nullable Version to, Map<Version, Candidate> chosen) throws BackstepException {
        Plan plan = desk.plan(from, to, chosen);
        return new Read(plan, CandidateTexts.of(plan, scripts));
    }

    private void ready(Read read) {
        texts.putAll(read.texts());
        for (Step step : read.plan().steps()) {
            for (Finding finding : step.findings()) {
                if (finding instanceof Finding.CanGenerate(Candidate generated, String text)) {
                    candidates.put(step.migration().version(), List.of(generated));
                    texts.put(generated, text);
                }
                if (finding instanceof Finding.Ambiguous ambiguous) {
                    candidates.put(step.migration().version(), ambiguous.candidates());
                }
            }
        }
        state.set(new PreviewState.Ready(read.plan()));
    }

    private void failed(Exception cause) {
        state.set(new PreviewState.Failed(
                Problem.of(Text.of("rollback.preview.failed"), cause).sentence()));
    }

    private record Read(Plan plan, Map<Candidate, String> texts) {}
}
