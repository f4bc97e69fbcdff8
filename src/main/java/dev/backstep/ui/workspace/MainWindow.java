package dev.backstep.ui.workspace;

import dev.backstep.inspection.Inspection;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.model.Workspace;
import dev.backstep.release.Release;
import dev.backstep.text.Text;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.TaskExecutor;
import dev.backstep.ui.common.Theme;
import dev.backstep.ui.connect.ConnectDialog;
import dev.backstep.ui.connect.ConnectViewModel;
import dev.backstep.ui.connect.PairingDialog;
import dev.backstep.ui.connect.PairingViewModel;
import dev.backstep.ui.connect.UrlReader;
import dev.backstep.ui.detail.DetailView;
import dev.backstep.ui.releases.ReleasesWindow;
import dev.backstep.ui.timeline.TimelineView;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Backstep's main window. */
public final class MainWindow implements WindowActions {

    private static final double WIDTH = 1360;
    private static final double HEIGHT = 860;
    private static final double TIMELINE_SHARE = 0.633;

    private final Stage stage;
    private final Theme theme;
    private final WorkspaceViewModel model;
    private final DialogService dialogs;
    private final UrlReader urls;
    private final RollbackDoor rollback;
    private final Runnable kept;
    private final BorderPane root = new BorderPane();
    private final Sidebar sidebar;
    private final Node top;
    private final Node center;
    private final Node status;
    private final Node start;
    private final Node loading;
    private final Node failed;
    private final TaskExecutor tasks = TaskExecutor.onVirtualThreads();
    private @Nullable ReleasesWindow releases;

    /**
     * Fills {@code stage}; it is shown by {@link #show}.
     *
     * @param rollback opens the guided rollback
     * @param kept shows what Backstep keeps of what it saw
     */
    public MainWindow(
            Stage stage,
            Theme theme,
            WorkspaceViewModel model,
            DialogService dialogs,
            UrlReader urls,
            RollbackDoor rollback,
            Runnable kept) {
        this.stage = stage;
        this.theme = theme;
        this.model = model;
        this.dialogs = dialogs;
        this.urls = urls;
        this.rollback = rollback;
        this.kept = kept;
        TimelineView timeline = new TimelineView(model.timeline(), this::rollBack);
        DetailView detail = new DetailView(model.detail(), dialogs::copy, model::replayTrack);
        sidebar = new Sidebar(model, this);
        top = new VBox(new TopBar(model, this), new WhatIfBar(model), new VerdictBar(model, this), timeline.overview());
        center = center(timeline, detail, sidebar);
        status = new StatusBar(model);
        start = new StartView(model, this);
        loading = loading();
        failed = new ProblemView(model, this, dialogs::copy);
        createScene();
        bind();
    }

    /** Shows the window. */
    public void show() {
        stage.show();
    }

    @Override
    public void connect(@Nullable Workspace from) {
        ConnectViewModel connect = new ConnectViewModel(urls);
        if (from != null) {
            connect.start(from);
        }
        new ConnectDialog(stage, theme, connect, dialogs, model::open).show();
    }

    @Override
    public void openCheckout() {
        dialogs.chooseFolder(Text.of("connect.folder")).ifPresent(this::openCheckout);
    }

    @Override
    public void pair() {
        Inspection inspection = model.inspectionProperty().get();
        if (inspection != null) {
            PairingViewModel pairing = new PairingViewModel(
                    inspection.checkout() instanceof Inspection.Read read ? read.folders() : List.of(),
                    inspection.database() instanceof Inspection.Connected connected ? connected.tables() : List.of(),
                    inspection.timelines().stream().map(Timeline::track).toList());
            new PairingDialog(stage, theme, pairing, model::pair).show();
        }
    }

    @Override
    public void showKept() {
        kept.run();
    }

    @Override
    public void rollBack(@Nullable Version target) {
        Timeline timeline = model.trackProperty().get();
        if (timeline != null && model.canRollBack()) {
            rollback.open(timeline, target);
        }
    }

    @Override
    public void releases(@Nullable String name) {
        model.releases().select(name);
        if (releases == null) {
            releases = new ReleasesWindow(stage, theme, tasks, model.releases(), rollback::open);
        }
        releases.show();
    }

    @Override
    public void whatIf() {
        Inspection inspection = model.inspectionProperty().get();
        if (inspection != null) {
            List<String> known = inspection.releases().stream()
                    .filter(release -> !release.isCheckout())
                    .map(Release::name)
                    .distinct()
                    .toList();
            new WhatIfDialog(stage, theme, known, model::lookAt).show();
        }
    }

    /** Opens a checkout on the open database, if there is one; else the folder waits in the connect dialog. */
    public void openCheckout(Path folder) {
        if (!model.openCheckout(folder)) {
            ConnectViewModel connect = new ConnectViewModel(urls);
            connect.folderProperty().set(folder.toString());
            new ConnectDialog(stage, theme, connect, dialogs, model::open).show();
        }
    }

    private static Node center(TimelineView timeline, DetailView detail, Sidebar sidebar) {
        detail.setMinWidth(330);
        timeline.setMinWidth(360);
        SplitPane split = new SplitPane(timeline, detail);
        split.setId("split");
        split.setDividerPositions(TIMELINE_SHARE);
        SplitPane.setResizableWithParent(detail, false);
        return new BorderPane(split, null, null, null, sidebar);
    }

    private Node loading() {
        ProgressIndicator turning = new ProgressIndicator();
        turning.setAccessibleText(Text.of("status.progress"));
        Label words = new Label();
        words.setId("loading-words");
        words.getStyleClass().add("muted");
        words.textProperty().bind(model.runningProperty());
        Button cancel = new Button(Text.of("dialog.cancel"));
        cancel.setId("loading-cancel");
        cancel.setOnAction(_ -> model.cancel());
        VBox box = new VBox(16, turning, words, cancel);
        box.setId("loading");
        box.getStyleClass().add("empty");
        return box;
    }

    private void createScene() {
        root.setId("main");
        Scene scene = new Scene(root, WIDTH, HEIGHT);
        theme.applyTo(scene);
        stage.setScene(scene);
        stage.setTitle(Text.of("app.title"));
        stage.setMinWidth(900);
        stage.setMinHeight(560);
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.F5), model::refresh);
        scene.getAccelerators().put(shortcut(KeyCode.F), sidebar::find);
        scene.getAccelerators().put(shortcut(KeyCode.R), () -> rollBack(null));
        scene.getAccelerators().put(shortcut(KeyCode.L), () -> releases(null));
        scene.getAccelerators().put(shortcut(KeyCode.O), () -> connect(null));
        scene.setOnDragOver(event -> {
            if (event.getDragboard().getFiles().stream().anyMatch(File::isDirectory)) {
                event.acceptTransferModes(TransferMode.LINK, TransferMode.COPY);
            }
        });
        scene.setOnDragDropped(event -> event.getDragboard().getFiles().stream()
                .filter(File::isDirectory)
                .findFirst()
                .map(File::toPath)
                .ifPresent(this::openCheckout));
    }

    private void bind() {
        model.screenProperty().subscribe(screen -> show(screen));
        model.inspectionProperty()
                .subscribe(inspection -> stage.setTitle(
                        inspection == null
                                ? Text.of("app.title")
                                : Text.of(
                                        "window.title",
                                        inspection.workspace().database().database())));
    }

    private void show(Screen screen) {
        boolean shown = screen == Screen.SHOWN;
        root.setTop(shown ? top : null);
        root.setBottom(shown ? status : null);
        root.setCenter(
                switch (screen) {
                    case START -> start;
                    case LOADING -> loading;
                    case FAILED -> failed;
                    case SHOWN -> center;
                });
    }

    private static KeyCombination shortcut(KeyCode key) {
        return new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN);
    }
}
