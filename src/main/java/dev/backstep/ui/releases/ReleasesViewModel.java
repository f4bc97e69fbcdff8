package dev.backstep.ui.releases;

import dev.backstep.inspection.Inspection;
import dev.backstep.model.Marker;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.Track;
import dev.backstep.release.Answer;
import dev.backstep.release.Markers;
import dev.backstep.release.Release;
import dev.backstep.release.ReleaseChoices;
import dev.backstep.release.ReleaseMatrix;
import dev.backstep.release.StartRule;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** Which releases can start on the open database, under the rules a person chose. */
public final class ReleasesViewModel {

    private static final ReleaseMatrix NONE = new ReleaseMatrix(List.of(), List.of(), List.of());

    private final TaskExecutor tasks;
    private final ReleaseMemory memory;
    private final ReadOnlyObjectWrapper<ReleaseMatrix> matrix = new ReadOnlyObjectWrapper<>(NONE);
    private final ReadOnlyObjectWrapper<ReleaseChoices> choices = new ReadOnlyObjectWrapper<>(ReleaseChoices.USUAL);
    private final ObjectProperty<@Nullable Answer> selected = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private @Nullable Inspection inspection;
    private @Nullable ScriptReader scripts;
    private int asked;
    private Markers markers = (track, row) -> Marker.UNKNOWN;

    /** @param memory remembers what is chosen */
    public ReleasesViewModel(TaskExecutor tasks, ReleaseMemory memory) {
        this.tasks = tasks;
        this.memory = memory;
    }

    /** Judges the releases of another inspection; null when nothing is open. */
    public void show(@Nullable Inspection shown, @Nullable ScriptReader reader) {
        Inspection before = inspection;
        inspection = shown;
        scripts = reader;
        if (shown == null) {
            asked++;
            matrix.set(NONE);
            selected.set(null);
        } else if (before != null && before.workspace().equals(shown.workspace())) {
            judge(shown, choices.get());
        } else {
            matrix.set(NONE);
            run(shown, () -> memory.load(shown.workspace()));
        }
    }

    /** Judges the same releases by what is known of the migrations' compatibility now. */
    public void mark(Markers known) {
        markers = known;
        Inspection shown = inspection;
        if (shown != null) {
            judge(shown, choices.get());
        }
    }

    /** The releases, judged; empty while nothing is. */
    public ReadOnlyObjectProperty<ReleaseMatrix> matrixProperty() {
        return matrix.getReadOnlyProperty();
    }

    /** The release a person looks at. */
    public ObjectProperty<@Nullable Answer> selectedProperty() {
        return selected;
    }

    /** Looks at a release by its name; at none when there is none of that name. */
    public void select(@Nullable String name) {
        selected.set(name == null ? null : matrix.get().answer(name).orElse(null));
    }

    /** Chooses what releases do on a track when the database is ahead. */
    void rule(Track track, StartRule rule) {
        change(new ReleaseChoices(
                choices.get().rules().with(track, rule), choices.get().pinned()));
    }

    /** Lists a branch among the releases, or no longer. */
    void pin(String branch, boolean on) {
        change(choices.get().pinned(branch, on));
    }

    ReadOnlyObjectProperty<ReleaseChoices> choicesProperty() {
        return choices.getReadOnlyProperty();
    }

    /** What could not be remembered, to be shown once. */
    ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** The branches that can be pinned. */
    List<String> branches() {
        Set<Place> kinds = Set.of(Place.HEAD, Place.BRANCH, Place.REMOTE_BRANCH);
        return inspection == null
                ? List.of()
                : inspection.releases().stream()
                        .filter(release -> kinds.contains(release.place().place()))
                        .map(Release::name)
                        .distinct()
                        .toList();
    }

    @Nullable
    Inspection inspection() {
        return inspection;
    }

    @Nullable
    ScriptReader scripts() {
        return scripts;
    }

    /** The timeline of a track, as it was inspected. */
    @Nullable
    Timeline timeline(Track track) {
        return inspection == null
                ? null
                : inspection.timelines().stream()
                        .filter(timeline -> timeline.track().equals(track))
                        .findFirst()
                        .orElse(null);
    }

    private void change(ReleaseChoices changed) {
        Inspection shown = inspection;
        if (shown != null) {
            choices.set(changed);
            run(shown, () -> {
                memory.save(shown.workspace(), changed);
                return changed;
            });
        }
    }

    /** Judges anew with what {@code remembered} gives; without it, with what is chosen now. */
    private void run(Inspection shown, Callable<ReleaseChoices> remembered) {
        tasks.run(remembered, found -> judge(shown, found), failure -> {
            problem.set(Problem.of(Text.of("releases.problem"), failure));
            judge(shown, choices.get());
        });
    }

    private void judge(Inspection shown, ReleaseChoices by) {
        choices.set(by);
        int number = ++asked;
        Markers known = markers;
        tasks.run(
                () -> ReleaseMatrix.of(shown.timelines(), shown.releases(), by.rules(), by.pinned(), known),
                judged -> {
                    if (number == asked) {
                        replace(judged);
                    }
                },
                failure -> problem.set(Problem.of(Text.of("releases.problem"), failure)));
    }

    private void replace(ReleaseMatrix judged) {
        Answer before = selected.get();
        matrix.set(judged);
        selected.set(
                before == null
                        ? null
                        : judged.answers().stream()
                                .filter(answer -> answer.release()
                                        .place()
                                        .equals(before.release().place()))
                                .findFirst()
                                .orElse(null));
    }
}
