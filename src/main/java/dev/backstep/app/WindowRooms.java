package dev.backstep.app;

import dev.backstep.database.PostgresUrl;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.likeness.Question;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.model.Workspace;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.rollback.undo.UndoBook;
import dev.backstep.settings.WorkspaceStore;
import dev.backstep.text.Text;
import dev.backstep.tool.MigrationTools;
import dev.backstep.ui.common.TaskExecutor;
import dev.backstep.ui.common.Theme;
import dev.backstep.ui.common.WindowDialogs;
import dev.backstep.ui.connect.ConnectRequest;
import dev.backstep.ui.connect.PastedUrl;
import dev.backstep.ui.detail.DetailViewModel;
import dev.backstep.ui.kept.KeptDialog;
import dev.backstep.ui.kept.KeptViewModel;
import dev.backstep.ui.likeness.LikenessViewModel;
import dev.backstep.ui.likeness.LikenessWindow;
import dev.backstep.ui.releases.ReleasesViewModel;
import dev.backstep.ui.timeline.TimelineViewModel;
import dev.backstep.ui.workspace.MainWindow;
import dev.backstep.ui.workspace.WorkspaceViewModel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the rooms together behind one main window; lives on the JavaFX thread. */
final class WindowRooms implements AutoCloseable {

    private final Foundation base;
    private final MainWindow window;
    private final Watching watching;
    private final Leftovers leftovers;
    private final GuidedRuns guided;
    private final ProgramDoor programs;
    private volatile boolean looked;

    /** @param replays the rooms' own: closed by {@link #release} */
    WindowRooms(Stage stage, Theme theme, WorkspaceStore store, Journal journal, ReplayDesk replays) {
        TaskExecutor tasks = TaskExecutor.onVirtualThreads();
        WorkspaceViewModel model = new WorkspaceViewModel(
                tasks,
                this::open,
                new TimelineViewModel(),
                new DetailViewModel(tasks, InstantSource.system()),
                new ReleasesViewModel(tasks, new StoredReleases(store)),
                replays);
        base = new Foundation(stage, theme, store, journal, replays, tasks, new WindowDialogs(stage, theme), model);
        programs = new ProgramDoor(base);
        guided = new GuidedRuns(base, this::findOutHistory, programs::open);
        leftovers = new Leftovers(base);
        window = new MainWindow(
                stage, theme, model, base.dialogs(), WindowRooms::readUrl, guided, this::findOut, this::showKept);
        model.environment().remember(new StoredEnvironments(store), base::problem);
        watching = new Watching(tasks, model, () -> looked);
        stage.showingProperty().subscribe(this::look);
        stage.iconifiedProperty().subscribe(this::look);
        model.inspectionProperty().subscribe(this::inspected);
        stage.setOnCloseRequest(request -> {
            if (guided.running() || programs.running()) {
                request.consume();
            }
        });
    }

    /** Shows the window; with a checkout or a workspace file it asks for what is missing to open it. */
    void show(@Nullable Path path) {
        show();
        if (path != null) {
            window.open(path);
        }
    }

    /** Shows the window on a workspace. */
    void show(ConnectRequest request) {
        show();
        model().open(request);
    }

    /** Opens a checkout or a workspace file in the window that is there; from any thread. */
    void openLater(Path path) {
        base.tasks().show(() -> window.open(path));
    }

    private void show() {
        window.show();
        FirstFrame.of(base.stage(), () -> {
            base.tasks().run(base.store()::workspaces, model().recent()::setAll, base::problem);
            leftovers.removeServers();
        });
    }

    WorkspaceViewModel model() {
        return base.model();
    }

    MainWindow window() {
        return window;
    }

    /** Where the shown track's lanes part; null when nothing is shown, or when they share nothing. */
    @Nullable
    Version ancestor() {
        Timeline shown = model().trackProperty().get();
        return shown == null ? null : shown.ancestor();
    }

    /** Something went wrong that nobody expected: it is logged, and said. */
    void unexpected(Throwable failure) {
        log().error("Unexpected", failure);
        Exception shown = failure instanceof Exception exception ? exception : new IllegalStateException(failure);
        base.tasks().show(() -> base.problem(shown));
    }

    /** Lets go of what the window had; returns at once. What takes longer is for {@link #release}. */
    @Override
    public void close() {
        watching.close();
        model().close();
    }

    /**
     * Stops the throwaway server, if there is one, and waits until it is gone: the process may end right after, and a server
     * that is told later would stay. Not for the JavaFX thread.
     */
    void release() {
        try {
            base.replays().close();
        } catch (BackstepException e) {
            log().warn("The throwaway server was not removed: {}", Text.of(e), e);
        }
    }

    private OpenWorkspace open(Workspace workspace, char[] password) {
        try {
            return new OpenWorkspace(workspace, password, MigrationTools.on(workspace.database()), base.journal());
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** The database is asked only while somebody can see the answer. */
    private void look() {
        looked = base.stage().isShowing() && !base.stage().isIconified();
    }

    private void inspected(@Nullable Inspection inspection) {
        watching.follow(inspection);
        guided.renew();
        boolean connected = inspection != null
                && !inspection.workspace().database().isFile()
                && inspection.database() instanceof Inspection.Connected;
        OpenWorkspace open = base.open();
        model().detail().countedBy(connected && open != null ? new LiveLossCounter(open) : null);
        if (inspection != null
                && inspection.checkout() instanceof Inspection.Read
                && inspection.database() instanceof Inspection.Connected) {
            base.remember(inspection.workspace());
            if (connected && open != null) {
                leftovers.offerCopies(open);
            }
        }
    }

    private void showKept() {
        UndoBook undos = new UndoBook(base.journal().keepsakes());
        KeptViewModel kept = new KeptViewModel(
                base.tasks(), base.journal().sightings(), undos::all, guided::putBack, base.dialogs());
        new KeptDialog(base.stage(), base.theme(), kept).show();
    }

    private void findOutHistory() {
        Timeline shown = model().trackProperty().get();
        if (shown != null) {
            findOut(Question.WHICH_HISTORY, shown);
        }
    }

    /** Over the guided rollback where that is open: it goes on with what is found out. */
    private void findOut(Question question, Timeline timeline) {
        Inspection inspection = model().inspectionProperty().get();
        OpenWorkspace open = base.open();
        if (inspection == null || open == null) {
            return;
        }
        LikenessViewModel asking = new LikenessViewModel(
                question, inspection, open, base.replays(), timeline, base.tasks(), _ -> model().changed());
        new LikenessWindow(guided.top(), base.theme(), asking, base.dialogs()::copy).show();
        asking.ask();
    }

    // Looked up when needed: logging starts with the first logger, and the window is not to wait for it.
    private static Logger log() {
        return LoggerFactory.getLogger(WindowRooms.class);
    }

    private static PastedUrl readUrl(String url) throws BackstepException {
        try (PostgresUrl parsed = PostgresUrl.parse(url)) {
            char[] password = parsed.password();
            return new PastedUrl(parsed.settings(), password == null ? null : password.clone());
        }
    }
}
