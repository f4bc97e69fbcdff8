package dev.backstep.app;

import dev.backstep.database.Database;
import dev.backstep.database.DatabaseReader;
import dev.backstep.database.PostgresUrl;
import dev.backstep.database.sqlite.SqliteFile;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.likeness.Question;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Environment;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.model.Workspace;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.rollback.LiveRollbackDesk;
import dev.backstep.rollback.LiveUndoDesk;
import dev.backstep.rollback.RollbackDesk;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.rehearsal.CopyBook;
import dev.backstep.rollback.rehearsal.LiveRehearsalDesk;
import dev.backstep.rollback.rehearsal.RehearsalDesk;
import dev.backstep.rollback.repair.LiveRepairDesk;
import dev.backstep.rollback.repair.ResetPlanner;
import dev.backstep.rollback.run.Precaution;
import dev.backstep.rollback.sqlite.FileRehearsalDesk;
import dev.backstep.rollback.sqlite.FileRollbackDesk;
import dev.backstep.rollback.undo.UndoBook;
import dev.backstep.rollback.undo.UndoRecord;
import dev.backstep.settings.WorkspaceStore;
import dev.backstep.text.Bytes;
import dev.backstep.text.Text;
import dev.backstep.tool.MigrationTools;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.SqlHighlighter;
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
import dev.backstep.ui.repair.RepairViewModel;
import dev.backstep.ui.repair.RepairWindow;
import dev.backstep.ui.rollback.RollbackViewModel;
import dev.backstep.ui.rollback.RollbackWindow;
import dev.backstep.ui.timeline.TimelineViewModel;
import dev.backstep.ui.workspace.MainWindow;
import dev.backstep.ui.workspace.RollbackDoor;
import dev.backstep.ui.workspace.WorkspaceViewModel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the rooms together behind one main window; lives on the JavaFX thread. */
final class WindowRooms implements AutoCloseable {

    private final Stage stage;
    private final Theme theme;
    private final WorkspaceStore store;
    private final Journal journal;
    private final TaskExecutor tasks = TaskExecutor.onVirtualThreads();
    private final WindowDialogs dialogs;
    private final WorkspaceViewModel model;
    private final MainWindow window;
    private final Watching watching;
    private final ReplayDesk replays;
    private volatile boolean looked;
    private @Nullable RollbackWindow rollback;
    private final ProgramDoor programs;
    private @Nullable OpenWorkspace lookedForLeftovers;
    private @Nullable RollbackViewModel wizard;
    /** A second click while the first one's window is on its way opens no second window. */
    private boolean openingRollback;

    /** @param replays the rooms' own: closed by {@link #release} */
    WindowRooms(Stage stage, Theme theme, WorkspaceStore store, Journal journal, ReplayDesk replays) {
        this.stage = stage;
        this.theme = theme;
        this.store = store;
        this.journal = journal;
        this.replays = replays;
        dialogs = new WindowDialogs(stage, theme);
        model = new WorkspaceViewModel(
                tasks,
                this::open,
                new TimelineViewModel(),
                new DetailViewModel(tasks, InstantSource.system()),
                new ReleasesViewModel(tasks, new StoredReleases(store)),
                replays);
        window = new MainWindow(
                stage, theme, model, dialogs, WindowRooms::readUrl, door(), this::findOut, this::showKept);
        programs = new ProgramDoor(stage, theme, store, journal, tasks, model, this::remember, this::problem);
        model.environment().remember(new StoredEnvironments(store), this::problem);
        watching = new Watching(tasks, model, () -> looked);
        stage.showingProperty().subscribe(this::look);
        stage.iconifiedProperty().subscribe(this::look);
        model.inspectionProperty().subscribe(this::inspected);
        stage.setOnCloseRequest(request -> {
            if ((rollback != null && rollback.running()) || programs.running()) {
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
        model.open(request);
    }

    /** Opens a checkout or a workspace file in the window that is there; from any thread. */
    void openLater(Path path) {
        tasks.show(() -> window.open(path));
    }

    private void show() {
        window.show();
        FirstFrame.of(stage, () -> {
            tasks.run(store::workspaces, model.recent()::setAll, this::problem);
            removeLeftovers();
        });
    }

    /** Servers that a killed Backstep left running are nobody's, and nobody is asked. */
    private void removeLeftovers() {
        tasks.run(
                () -> {
                    replays.removeLeftovers();
                    return true;
                },
                _ -> {},
                failure -> log().warn("Leftover throwaway servers could not be removed", failure));
    }

    WorkspaceViewModel model() {
        return model;
    }

    MainWindow window() {
        return window;
    }

    /** Where the shown track's lanes part; null when nothing is shown, or when they share nothing. */
    @Nullable
    Version ancestor() {
        Timeline shown = model.trackProperty().get();
        return shown == null ? null : shown.ancestor();
    }

    /** Something went wrong that nobody expected: it is logged, and said. */
    void unexpected(Throwable failure) {
        log().error("Unexpected", failure);
        Exception shown = failure instanceof Exception exception ? exception : new IllegalStateException(failure);
        tasks.show(() -> problem(shown));
    }

    /** Lets go of what the window had; returns at once. What takes longer is for {@link #release}. */
    @Override
    public void close() {
        watching.close();
        model.close();
    }

    /**
     * Stops the throwaway server, if there is one, and waits until it is gone: the process may end right after, and a server
     * that is told later would stay. Not for the JavaFX thread.
     */
    void release() {
        try {
            replays.close();
        } catch (BackstepException e) {
            log().warn("The throwaway server was not removed: {}", Text.of(e), e);
        }
    }

    private OpenWorkspace open(Workspace workspace, char[] password) {
        try {
            return new OpenWorkspace(workspace, password, MigrationTools.on(workspace.database()), journal);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** The database is asked only while somebody can see the answer. */
    private void look() {
        looked = stage.isShowing() && !stage.isIconified();
    }

    private void inspected(@Nullable Inspection inspection) {
        watching.follow(inspection);
        renewWizard();
        boolean connected = inspection != null
                && !inspection.workspace().database().isFile()
                && inspection.database() instanceof Inspection.Connected;
        model.detail()
                .countedBy(
                        connected && model.reader() instanceof OpenWorkspace open ? new LiveLossCounter(open) : null);
        if (inspection != null
                && inspection.checkout() instanceof Inspection.Read
                && inspection.database() instanceof Inspection.Connected) {
            remember(inspection.workspace());
            if (connected && model.reader() instanceof OpenWorkspace open && !open.equals(lookedForLeftovers)) {
                lookedForLeftovers = open;
                offerLeftovers(open);
            }
        }
    }

    /** A copy that a rehearsal left behind when it was cut off; asked once for each database that is opened. */
    private void offerLeftovers(OpenWorkspace open) {
        CopyBook copies = new CopyBook(journal.copies());
        tasks.run(
                () -> copies.leftovers(open.database()),
                found -> found.forEach(each -> {
                    String what =
                            Text.of("rehearsal.leftover.what", each.name(), each.source(), Bytes.of(each.bytes()));
                    if (dialogs.confirm(Text.of("rehearsal.leftover"), what, Text.of("rehearsal.leftover.remove"))) {
                        tasks.run(
                                () -> {
                                    copies.remove(open.database(), each.name());
                                    return true;
                                },
                                _ -> {},
                                this::problem);
                    }
                }),
                failure -> log().warn("Copies of cut off rehearsals could not be looked for", failure));
    }

    /** When something was found out, or does not hold any more, a preview that is open is made anew. */
    private void renewWizard() {
        tasks.show(() -> {
            Timeline shown = model.trackProperty().get();
            if (wizard != null && rollback != null && rollback.showing() && shown != null) {
                wizard.renew(shown);
            }
        });
    }

    private void remember(Workspace workspace) {
        tasks.run(
                () -> {
                    store.remember(workspace);
                    return store.workspaces();
                },
                model.recent()::setAll,
                this::problem);
    }

    private void showKept() {
        KeptViewModel kept = new KeptViewModel(
                tasks, journal.sightings(), new UndoBook(journal.keepsakes())::all, this::putBack, dialogs);
        new KeptDialog(stage, theme, kept).show();
    }

    private RollbackDoor door() {
        return new RollbackDoor() {
            @Override
            public void open(Timeline timeline, @Nullable Version target) {
                rollBack(timeline, target);
            }

            @Override
            public void openRepair(Timeline timeline) {
                repair(timeline);
            }

            @Override
            public void openReset(Timeline timeline) {
                guided(timeline, Plan.Purpose.RESET, (database, open, all) -> {
                    ResetPlanner planner = new ResetPlanner(database, open, replays, all);
                    return LiveRollbackDesk.of(
                            database,
                            open,
                            (_, _, _, _) -> planner.plan(ReplayProgress.none()),
                            journal,
                            Precaution.NONE);
                });
            }

            @Override
            public void openMove(Timeline timeline) {
                move(timeline);
            }

            @Override
            public void command() {
                programs.open();
            }
        };
    }

    private void repair(Timeline timeline) {
        Inspection inspection = model.inspectionProperty().get();
        if (inspection == null || !(model.reader() instanceof OpenWorkspace open)) {
            return;
        }
        tasks.run(
                open::database,
                database -> {
                    LiveRepairDesk desk = new LiveRepairDesk(
                            database,
                            open,
                            replays,
                            journal,
                            inspection.timelines(),
                            timeline,
                            model.analysis().reading());
                    RepairWindow[] shown = new RepairWindow[1];
                    RepairViewModel ways = new RepairViewModel(desk, timeline, tasks, way -> {
                        shown[0].close();
                        guided(timeline, Plan.Purpose.REPAIR, (_, _, _) -> desk.desk(way));
                    });
                    shown[0] = new RepairWindow(stage, theme, ways);
                    shown[0].show();
                    ways.look();
                },
                this::problem);
    }

    /** A desk that has one plan. */
    private interface OnePlan {
        RollbackDesk desk(Database database, OpenWorkspace open, List<Timeline> all) throws BackstepException;
    }

    /** Opens the guided run of the one plan there is. */
    private void guided(Timeline timeline, Plan.Purpose purpose, OnePlan plan) {
        Inspection inspection = model.inspectionProperty().get();
        if (inspection == null || openingRollback || !(model.reader() instanceof OpenWorkspace open)) {
            return;
        }
        openingRollback = true;
        Environment environment = model.environment().environmentProperty().get();
        tasks.run(
                () -> plan.desk(open.database(), open, inspection.timelines()),
                desk -> {
                    openingRollback = false;
                    RollbackViewModel steps =
                            new RollbackViewModel(desk, timeline, open, tasks, InstantSource.system(), environment);
                    steps.showPlan(purpose);
                    show(steps);
                },
                failure -> {
                    openingRollback = false;
                    problem(failure);
                });
    }

    private void move(Timeline timeline) {
        if (model.reader() instanceof OpenWorkspace open && !openingRollback) {
            openingRollback = true;
            Environment environment = model.environment().environmentProperty().get();
            tasks.run(
                    open::database,
                    database -> {
                        openingRollback = false;
                        LiveRollbackDesk desk = LiveRollbackDesk.toCheckout(
                                database, open, model.analysis().reading(), journal, replays);
                        RollbackViewModel steps =
                                new RollbackViewModel(desk, timeline, open, tasks, InstantSource.system(), environment);
                        steps.offer(this::findOutHistory);
                        steps.rehearseWith(new LiveRehearsalDesk(
                                database, LiveRehearsalDesk.applied(timeline), open, replays, journal));
                        steps.moveToCheckout();
                        show(steps);
                    },
                    failure -> {
                        openingRollback = false;
                        problem(failure);
                    });
        }
    }

    private void rollBack(Timeline timeline, @Nullable Version target) {
        if (model.reader() instanceof OpenWorkspace open && !openingRollback) {
            openingRollback = true;
            Environment environment = model.environment().environmentProperty().get();
            tasks.run(
                    open::opened,
                    database -> {
                        openingRollback = false;
                        RollbackViewModel steps = new RollbackViewModel(
                                desk(database, open), timeline, open, tasks, InstantSource.system(), environment);
                        if (database instanceof Database) {
                            steps.offer(this::findOutHistory);
                        }
                        steps.rehearseWith(rehearsals(database, timeline, open));
                        if (target != null) {
                            steps.preview(target);
                        }
                        show(steps);
                    },
                    failure -> {
                        openingRollback = false;
                        problem(failure);
                    });
        }
    }

    private RollbackDesk desk(DatabaseReader database, OpenWorkspace open) {
        return switch (database) {
            case Database server ->
                new LiveRollbackDesk(server, open, model.analysis().reading(), journal, replays);
            case SqliteFile file -> new FileRollbackDesk(file, open, journal);
            default -> throw new IllegalArgumentException(database.toString());
        };
    }

    private RehearsalDesk rehearsals(DatabaseReader database, Timeline timeline, OpenWorkspace open) {
        return switch (database) {
            case Database server ->
                new LiveRehearsalDesk(server, LiveRehearsalDesk.applied(timeline), open, replays, journal);
            case SqliteFile file -> new FileRehearsalDesk(file, timeline, open, journal);
            default -> throw new IllegalArgumentException(database.toString());
        };
    }

    private void show(RollbackViewModel steps) {
        wizard = steps;
        rollback = new RollbackWindow(stage, theme, SqlHighlighter.postgresql(), steps);
        rollback.show(() -> {
            model.refresh();
            if (steps.commandAsked()) {
                programs.open();
            }
            String undo = steps.undoAsked();
            if (undo != null) {
                tasks.run(() -> new UndoBook(journal.keepsakes()).get(undo), this::putBack, this::problem);
            }
        });
    }

    /** Opens the window that puts back what a rollback took; the workspace's own database says whether it can. */
    private void putBack(UndoRecord kept) {
        Timeline timeline = model.trackProperty().get();
        if (timeline == null || !(model.reader() instanceof OpenWorkspace open) || openingRollback) {
            dialogs.show(new Problem(Text.of("failed.title"), Text.of("undo.noWorkspace"), ""));
            return;
        }
        openingRollback = true;
        tasks.run(
                open::database,
                database -> {
                    openingRollback = false;
                    RollbackViewModel steps = new RollbackViewModel(
                            new LiveUndoDesk(database, kept, journal), timeline, open, tasks, InstantSource.system());
                    steps.putBack();
                    show(steps);
                },
                failure -> {
                    openingRollback = false;
                    problem(failure);
                });
    }

    private void findOutHistory() {
        Timeline shown = model.trackProperty().get();
        if (shown != null) {
            findOut(Question.WHICH_HISTORY, shown);
        }
    }

    /** Over the guided rollback where that is open: it goes on with what is found out. */
    private void findOut(Question question, Timeline timeline) {
        Inspection inspection = model.inspectionProperty().get();
        if (inspection == null || !(model.reader() instanceof OpenWorkspace open)) {
            return;
        }
        LikenessViewModel asking =
                new LikenessViewModel(question, inspection, open, replays, timeline, tasks, _ -> model.changed());
        boolean above = rollback != null && rollback.showing();
        new LikenessWindow(above && rollback != null ? rollback.stage() : stage, theme, asking, dialogs::copy).show();
        asking.ask();
    }

    private void problem(Exception failure) {
        dialogs.show(Problem.of(Text.of("failed.title"), failure));
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
