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
import java.util.concurrent.Callable;
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
    private final WorkspaceOpener opener;
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
    private final ReadOnlyStringWrapper running = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable String> lookedAt = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper change = new ReadOnlyStringWrapper("");
    private final BooleanProperty watching = new SimpleBooleanProperty();
    private final BooleanProperty watchingDatabase = new SimpleBooleanProperty();
    private boolean again;
    private @Nullable ConnectRequest request;
    private @Nullable WorkspaceReader reader;
    private TaskExecutor.@Nullable Running work;
    private @Nullable Opening opening;

    /** @param desk replays migrations; null where that is not offered */
    public WorkspaceViewModel(
            TaskExecutor tasks,
            WorkspaceOpener opener,
            TimelineViewModel timeline,
            DetailViewModel detail,
            ReleasesViewModel releases,
            @Nullable ReplayDesk desk) {
        this.tasks = tasks;
        this.opener = opener;
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
        ConnectRequest before = request;
        request = asked;
        if (before != null && !before.equals(asked)) {
            before.wipe();
        }
        lookedAt.set(null);
        Opening begun = new Opening(opener, asked);
        start(Text.of("status.opening", asked.workspace().database().database()), begun);
        opening = running.get().isEmpty() ? null : begun;
    }

    /** Reads the open workspace again, or tries again to open it. */
    public void refresh() {
        WorkspaceReader open = reader;
        if (!running.get().isEmpty()) {
            return;
        }
        if (open != null && screen.get() == Screen.SHOWN) {
            start(Text.of("status.inspecting"), () -> new Opening.Opened(open, open.inspect()));
        } else if (request != null) {
            open(request);
        }
    }

    /**
     * Compares the database with another place instead of the working tree, without checking it out.
     *
     * @param revision a branch, tag or commit; null for the checkout again
     */
    public void lookAt(@Nullable String revision) {
        WorkspaceReader open = reader;
        if (open != null && running.get().isEmpty()) {
            open.lookAt(revision);
            lookedAt.set(revision);
            refresh();
        }
    }

    /** Something changed: reads the open workspace again, once more when it is being read right now. */
    public void changed() {
        again = !running.get().isEmpty();
        if (!again && screen.get() == Screen.SHOWN) {
            refresh();
        }
    }

    /** Stops what is under way; what was shown stays. */
    public void cancel() {
        again = false;
        TaskExecutor.Running stopped = work;
        if (running.get().isEmpty() || stopped == null) {
            if (replay.runningProperty().get().isEmpty()) {
                analysis.cancel();
            } else {
                replay.cancel();
            }
            return;
        }
        stopped.cancel();
        Opening abandoned = opening;
        if (abandoned != null) {
            close(abandoned::abandon);
        }
        settle();
        if (inspection.get() == null) {
            screen.set(Screen.START);
        }
    }

    /** Opens another checkout on the same database; without a database there is nothing to open it on. */
    public boolean openCheckout(Path folder) {
        ConnectRequest now = request;
        if (now == null) {
            return false;
        }
        open(now.with(new Workspace(now.workspace().database(), folder.toString(), List.of())));
        return true;
    }

    /** Pairs the tracks as the person says; an empty list lets Backstep find them. */
    public void pair(List<Track> tracks) {
        ConnectRequest now = request;
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
        WorkspaceReader open = reader;
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
        return reader;
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
        WorkspaceReader open = reader;
        if (open != null) {
            close(open::close);
        }
        reader = null;
        if (request != null) {
            request.wipe();
        }
    }

    ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** What is under way, in words; blank when nothing is. */
    ReadOnlyStringProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** What is open or was asked for; null before the first time. */
    @Nullable
    public Workspace workspace() {
        return request == null ? null : request.workspace();
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

    private void start(String words, Callable<Opening.Opened> job) {
        running.set(words);
        if (inspection.get() == null) {
            screen.set(Screen.LOADING);
        }
        work = tasks.run(job, this::done, this::failed);
    }

    private void done(Opening.Opened opened) {
        settle();
        WorkspaceReader before = reader;
        Timeline shown = track.get();
        if (before == null || !before.equals(opened.reader())) {
            change.set("");
            replay.forget();
            if (before != null) {
                close(before::close);
            }
        } else if (inspection.get() != null && shown != null) {
            told(Changes.between(
                    inspection.get(), opened.inspection(), shown.track().name()));
        }
        reader = opened.reader();
        inspection.set(opened.inspection());
        problem.set(null);
        releases.show(opened.inspection(), opened.reader());
        screen.set(Screen.SHOWN);
        Timeline first = sameTrack(opened.inspection().timelines(), shown);
        show(first);
        analysis.start(opened.reader(), shownFirst(first, opened.inspection().timelines()));
        if (again) {
            changed();
        }
    }

    /** The last news stay until there are others. */
    private void told(List<Change> changes) {
        if (!changes.isEmpty()) {
            change.set(ChangeText.of(changes));
        }
    }

    private void failed(Exception failure) {
        settle();
        replay.forget();
        analysis.forget();
        change.set("");
        inspection.set(null);
        releases.show(null, null);
        show(null);
        problem.set(Problem.of(Text.of("failed.title"), failure));
        screen.set(Screen.FAILED);
    }

    private void settle() {
        opening = null;
        running.set("");
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
        WorkspaceReader open = reader;
        detail.show(item == null ? null : item.row(), script -> read(open, script));
    }

    private static byte[] read(@Nullable WorkspaceReader open, Script script) throws BackstepException {
        return open == null ? new byte[0] : open.read(script);
    }

    private void close(Runnable closing) {
        tasks.run(
                () -> {
                    closing.run();
                    return true;
                },
                _ -> {},
                _ -> {});
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
