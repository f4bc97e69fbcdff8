package dev.backstep.ui.workspace;

import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.inspection.Changes;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Change;
import dev.backstep.model.Script;
import dev.backstep.model.Timeline;
import dev.backstep.model.Track;
import dev.backstep.model.Workspace;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.settings.WorkspaceFile;
import dev.backstep.text.ChangeText;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import dev.backstep.ui.connect.ConnectRequest;
import dev.backstep.ui.detail.DetailViewModel;
import dev.backstep.ui.releases.ReleasesViewModel;
import dev.backstep.ui.timeline.TimelineItem;
import dev.backstep.ui.timeline.TimelineViewModel;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** What the main window has open, and what a person can do with it. */
public final class WorkspaceViewModel implements AutoCloseable {

    private final TaskExecutor tasks;
    private final Reading reading;
    private final TimelineViewModel timeline;
    private final DetailViewModel detail;
    private final AnalysisViewModel analysis;
    private final ReplayViewModel replay;
    private final ReleasesViewModel releases;
    private final EnvironmentViewModel environment;
    private final ObservableList<Workspace> recent = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Screen> screen = new ReadOnlyObjectWrapper<>(Screen.START);
    private final ReadOnlyObjectWrapper<@Nullable Inspection> inspection = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Timeline> track = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable String> lookedAt = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper change = new ReadOnlyStringWrapper("");
    private final BooleanProperty watching = new SimpleBooleanProperty();
    private final BooleanProperty watchingDatabase = new SimpleBooleanProperty();
    /** @param desk replays migrations; null where that is not offered */
    public WorkspaceViewModel(
            TaskExecutor tasks,
            WorkspaceOpener opener,
            TimelineViewModel timeline,
            DetailViewModel detail,
            ReleasesViewModel releases,
            @Nullable ReplayDesk desk) {
        this.tasks = tasks;
        reading = new Reading(tasks, opener, new Shown());
        this.timeline = timeline;
        this.detail = detail;
        this.releases = releases;
        analysis = new AnalysisViewModel(tasks);
        environment = new EnvironmentViewModel(tasks);
        inspection.subscribe(read -> environment.show(read == null ? null : read.workspace()));
        replay = new ReplayViewModel(tasks, desk, analysis);
        replay.possibleProperty().subscribe(detail::offerReplay);
        analysis.analysesProperty().subscribe(this::read);
        timeline.selectedProperty().subscribe(_ -> showDetail());
    }

    /** Opens another workspace; what was open is closed when the other one is there. */
    public void open(ConnectRequest asked) {
        cancel();
        lookedAt.set(null);
        reading.open(asked);
    }

    /** Reads the open workspace again, or tries again to open it. */
    public void refresh() {
        ConnectRequest asked = reading.request();
        if (screen.get() == Screen.SHOWN) {
            reading.again();
        } else if (asked != null && !reading.underWay()) {
            open(asked);
        }
    }

    /**
     * Compares the database with another place instead of the working tree, without checking it out.
     *
     * @param revision a branch, tag or commit; null for the checkout again
     */
    public void lookAt(@Nullable String revision) {
        WorkspaceReader open = reading.reader();
        if (open != null && !reading.underWay()) {
            open.lookAt(revision);
            lookedAt.set(revision);
            refresh();
        }
    }

    /** Something changed: reads the open workspace again, once more when it is being read right now. */
    public void changed() {
        if (screen.get() == Screen.SHOWN || reading.underWay()) {
            reading.changed();
        }
    }

    /** Stops what is under way; what was shown stays. */
    public void cancel() {
        if (reading.stop()) {
            if (inspection.get() == null) {
                screen.set(Screen.START);
            }
        } else if (replay.runningProperty().get().isEmpty()) {
            analysis.cancel();
        } else {
            replay.cancel();
        }
    }

    /** Opens another checkout on the same database; without a database there is nothing to open it on. */
    public boolean openCheckout(Path folder) {
        ConnectRequest now = reading.request();
        if (now == null) {
            return false;
        }
        open(now.with(new Workspace(now.workspace().database(), folder.toString(), List.of())));
        return true;
    }

    /** Pairs the tracks as the person says; an empty list lets Backstep find them. */
    public void pair(List<Track> tracks) {
        ConnectRequest now = reading.request();
        if (now != null) {
            open(now.with(new Workspace(
                    now.workspace().database(),
                    now.workspace().repository(),
                    tracks,
                    now.workspace().program())));
        }
    }

    /** Keeps a workspace in a file of its own. */
    void save(Workspace workspace, Path file, Consumer<Exception> failed) {
        tasks.run(
                () -> {
                    WorkspaceFile.write(workspace, file);
                    return file;
                },
                _ -> {},
                failed);
    }

    /** Reads a workspace file; opens nothing. */
    void read(Path file, Consumer<Workspace> done, Consumer<Exception> failed) {
        tasks.run(() -> WorkspaceFile.read(file), done, failed);
    }

    /** Runs {@code work} on the window's thread, after what waits there already. */
    void later(Runnable work) {
        tasks.show(work);
    }

    /** Shows another of the inspection's timelines. */
    public void show(@Nullable Timeline shown) {
        Timeline before = track.get();
        boolean other = before == null
                || shown == null
                || !before.track().name().equals(shown.track().name());
        if (other) {
            timeline.selectedProperty().set(null);
        }
        track.set(shown);
        detail.within(shown);
        timeline.show(shown);
        replay.offer(shown);
        showMarkers();
        showDetail();
    }

    /** Replays the shown track on a throwaway server, so that its markers are observed; one at a time. */
    public void replayTrack() {
        Timeline shown = track.get();
        WorkspaceReader open = reading.reader();
        if (shown != null && open != null && !offers().onFile()) {
            replay.start(shown, open);
        }
    }

    /** Workspaces that were open before, the newest first; filled by whoever remembers them. */
    public ObservableList<Workspace> recent() {
        return recent;
    }

    public ReadOnlyObjectProperty<Screen> screenProperty() {
        return screen.getReadOnlyProperty();
    }

    /** What stands in the checkout's place in a "what if", as it was asked for; null for the checkout itself. */
    public ReadOnlyObjectProperty<@Nullable String> lookedAtProperty() {
        return lookedAt.getReadOnlyProperty();
    }

    /** What was read last; null before the first time. */
    public ReadOnlyObjectProperty<@Nullable Inspection> inspectionProperty() {
        return inspection.getReadOnlyProperty();
    }

    /** The track that is shown; null when there is none. */
    public ReadOnlyObjectProperty<@Nullable Timeline> trackProperty() {
        return track.getReadOnlyProperty();
    }

    /** What the shown inspection was read with; null when nothing is open. */
    public @Nullable WorkspaceReader reader() {
        return reading.reader();
    }

    /** Whether changes of the checkout are noticed; set by whoever watches it. */
    public BooleanProperty watchingProperty() {
        return watching;
    }

    /** Whether changes of the database's history are noticed; set by whoever watches it. */
    public BooleanProperty watchingDatabaseProperty() {
        return watchingDatabase;
    }

    /** What the last reading found different from the one before, in sentences; blank when nothing was. */
    public ReadOnlyStringProperty changeProperty() {
        return change.getReadOnlyProperty();
    }

    /** The timeline of the shown track. */
    public TimelineViewModel timeline() {
        return timeline;
    }

    /** What the tracks' SQL says, as far as it was read. */
    public AnalysisViewModel analysis() {
        return analysis;
    }

    /** What the open database is for. */
    public EnvironmentViewModel environment() {
        return environment;
    }

    /** What replaying a track shows, and how far that is. */
    public ReplayViewModel replay() {
        return replay;
    }

    /** The selected migration. */
    public DetailViewModel detail() {
        return detail;
    }

    /** Which releases can start on the database. */
    public ReleasesViewModel releases() {
        return releases;
    }

    /** Closes what is open; the window is going. */
    @Override
    public void close() {
        cancel();
        replay.forget();
        analysis.forget();
        detail.countedBy(null);
        reading.close();
    }

    ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** What is under way, in words; blank when nothing is. */
    ReadOnlyStringProperty runningProperty() {
        return reading.runningProperty();
    }

    /** What is open or was asked for; null before the first time. */
    @Nullable
    public Workspace workspace() {
        ConnectRequest asked = reading.request();
        return asked == null ? null : asked.workspace();
    }

    /** What can be done on the shown track now. */
    Offers offers() {
        Workspace open = workspace();
        return new Offers(
                track.get(),
                open != null && open.database().isFile(),
                replay.offered(),
                lookedAt.get(),
                environment.environmentProperty().get());
    }

    /** Shows what was read. */
    private final class Shown implements Reading.Listener {

        @Override
        public void begun() {
            if (inspection.get() == null) {
                screen.set(Screen.LOADING);
            }
        }

        @Override
        public void read(Opening.Opened opened, @Nullable WorkspaceReader before) {
            Inspection last = inspection.get();
            Timeline shown = track.get();
            if (!opened.reader().equals(before)) {
                change.set("");
                replay.forget();
            } else if (last != null && shown != null) {
                told(Changes.between(last, opened.inspection(), shown.track().name()));
            }
            inspection.set(opened.inspection());
            problem.set(null);
            releases.show(opened.inspection(), opened.reader());
            screen.set(Screen.SHOWN);
            Timeline first = sameTrack(opened.inspection().timelines(), shown);
            show(first);
            analysis.start(
                    opened.reader(), shownFirst(first, opened.inspection().timelines()));
        }

        @Override
        public void failed(Exception failure) {
            replay.forget();
            analysis.forget();
            change.set("");
            inspection.set(null);
            releases.show(null, null);
            show(null);
            problem.set(Problem.of(Text.of("failed.title"), failure));
            screen.set(Screen.FAILED);
        }

        /** The last news stay until there are others. */
        private void told(List<Change> changes) {
            if (!changes.isEmpty()) {
                change.set(ChangeText.of(changes));
            }
        }
    }

    private void read(Map<Track, TrackAnalysis> soFar) {
        showMarkers();
        releases.mark(
                (track, row) -> soFar.getOrDefault(track, TrackAnalysis.none()).marker(row));
    }

    private void showMarkers() {
        TrackAnalysis read = analysis.of(track.get());
        timeline.mark(read::mark);
        detail.analysed(read);
    }

    private void showDetail() {
        TimelineItem item = timeline.selectedProperty().get();
        WorkspaceReader open = reading.reader();
        detail.show(item == null ? null : item.row(), script -> read(open, script));
    }

    private static byte[] read(@Nullable WorkspaceReader open, Script script) throws BackstepException {
        return open == null ? new byte[0] : open.read(script);
    }

    private static List<Timeline> shownFirst(@Nullable Timeline shown, List<Timeline> timelines) {
        return timelines.stream()
                .sorted(Comparator.comparing(each -> !each.equals(shown)))
                .toList();
    }

    private static @Nullable Timeline sameTrack(List<Timeline> timelines, @Nullable Timeline before) {
        for (Timeline each : timelines) {
            if (before != null && each.track().name().equals(before.track().name())) {
                return each;
            }
        }
        return timelines.isEmpty() ? null : timelines.getFirst();
    }
}
