package dev.backstep.ui.workspace;

import dev.backstep.inspection.Inspection;
import dev.backstep.likeness.Question;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.model.Workspace;
import dev.backstep.release.Release;
import dev.backstep.settings.WorkspaceFile;
import dev.backstep.text.Text;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import dev.backstep.ui.common.Theme;
import dev.backstep.ui.connect.ConnectDialog;
import dev.backstep.ui.connect.ConnectViewModel;
import dev.backstep.ui.connect.PairingDialog;
import dev.backstep.ui.connect.PairingViewModel;
import dev.backstep.ui.connect.UrlReader;
import dev.backstep.ui.releases.ReleasesWindow;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
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

    private final Stage stage;
    private final Theme theme;
    private final WorkspaceViewModel model;
    private final DialogService dialogs;
    private final UrlReader urls;
    private final RollbackDoor rollback;
    private final LikenessDoor likeness;
    private final Runnable kept;
    private final BorderPane root = new BorderPane();
    private final Node start;
    private final TaskExecutor tasks = TaskExecutor.onVirtualThreads();
    private @Nullable WorkspaceParts parts;
    private @Nullable ReleasesWindow releases;

    /**
     * Fills {@code stage}; it is shown by {@link #show}.
     *
     * @param rollback opens the guided rollback
     * @param likeness finds out which history the database has
     * @param kept shows what Backstep keeps of what it saw
     */
    public MainWindow(
            Stage stage,
            Theme theme,
            WorkspaceViewModel model,
            DialogService dialogs,
            UrlReader urls,
            RollbackDoor rollback,
            LikenessDoor likeness,
            Runnable kept) {
        this.stage = stage;
        this.theme = theme;
        this.model = model;
        this.dialogs = dialogs;
        this.urls = urls;
        this.rollback = rollback;
        this.likeness = likeness;
        this.kept = kept;
        start = new StartView(model, this);
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
    public void command() {
        rollback.command();
    }

    @Override
    public void showKept() {
        kept.run();
    }

    @Override
    public void findOut(Question question) {
        Timeline timeline = model.trackProperty().get();
        if (timeline != null && model.offers().findOut()) {
            likeness.open(question, timeline);
        }
    }

    @Override
    public void rollBack(@Nullable Version target) {
        Timeline timeline = model.trackProperty().get();
        if (timeline != null && model.offers().rollBack()) {
            rollback.open(timeline, target);
        }
    }

    @Override
    public void repair() {
        Timeline timeline = model.trackProperty().get();
        if (timeline != null && model.offers().repair()) {
            rollback.openRepair(timeline);
        }
    }

    @Override
    public void reset() {
        Timeline timeline = model.trackProperty().get();
        if (timeline != null && model.offers().reset()) {
            rollback.openReset(timeline);
        }
    }

    @Override
    public void moveToCheckout() {
        Timeline timeline = model.trackProperty().get();
        if (timeline != null && model.offers().move()) {
            rollback.openMove(timeline);
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

    @Override
    public void openWorkspaceFile() {
        dialogs.chooseFile(Text.of("workspaceFile.open"), Text.of("workspaceFile.kind"), "*" + WorkspaceFile.EXTENSION)
                .ifPresent(this::openWorkspaceFile);
    }

    @Override
    public void saveWorkspace() {
        Workspace open = model.workspace();
        if (open != null) {
            String name = open.database().database().replaceAll("[^\\p{L}\\p{N}._-]", "_") + WorkspaceFile.EXTENSION;
            dialogs.chooseFileToSave(Text.of("workspaceFile.save"), name)
                    .ifPresent(file -> model.save(open, named(file), this::problem));
        }
    }

    /** Opens a checkout or a workspace file. */
    public void open(Path path) {
        if (WorkspaceFile.isNamed(path)) {
            openWorkspaceFile(path);
        } else {
            openCheckout(path);
        }
    }

    /** Reads a workspace file; what it says then stands in the connect dialog, and nothing is opened without a person. */
    private void openWorkspaceFile(Path file) {
        model.read(file, this::connect, this::problem);
    }

    private void problem(Exception failure) {
        dialogs.show(Problem.of(Text.of("failed.title"), failure));
    }

    /** The file under a name that a double click knows. */
    private static Path named(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(WorkspaceFile.EXTENSION) ? file : file.resolveSibling(name + WorkspaceFile.EXTENSION);
    }

    /** Opens a checkout on the open database, if there is one; else the folder waits in the connect dialog. */
    private void openCheckout(Path folder) {
        if (!model.openCheckout(folder)) {
            ConnectViewModel connect = new ConnectViewModel(urls);
            connect.folderProperty().set(folder.toString());
            new ConnectDialog(stage, theme, connect, dialogs, model::open).show();
        }
    }

    /** Made when the first workspace is read, while that is under way: the window is there much sooner without. */
    private WorkspaceParts parts() {
        WorkspaceParts made = parts == null ? WorkspaceParts.of(model, this, dialogs::copy) : parts;
        parts = made;
        return made;
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
        scene.getAccelerators().put(shortcut(KeyCode.F), () -> parts().sidebar().find());
        scene.getAccelerators().put(shortcut(KeyCode.R), () -> rollBack(null));
        scene.getAccelerators().put(shortcut(KeyCode.L), () -> releases(null));
        scene.getAccelerators().put(shortcut(KeyCode.O), () -> connect(null));
        scene.getAccelerators().put(shortcut(KeyCode.S), this::saveWorkspace);
        scene.setOnDragOver(event -> {
            if (event.getDragboard().getFiles().stream().anyMatch(MainWindow::opens)) {
                event.acceptTransferModes(TransferMode.LINK, TransferMode.COPY);
            }
        });
        scene.setOnDragDropped(event -> event.getDragboard().getFiles().stream()
                .filter(MainWindow::opens)
                .findFirst()
                .map(File::toPath)
                .ifPresent(this::open));
    }

    private static boolean opens(File file) {
        return file.isDirectory() || WorkspaceFile.isNamed(file.toPath());
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
        root.setTop(shown ? parts().top() : null);
        root.setBottom(shown ? parts().status() : null);
        root.setCenter(
                switch (screen) {
                    case START -> start;
                    case LOADING -> loading();
                    case FAILED -> parts().failed();
                    case SHOWN -> parts().center();
                });
        if (screen == Screen.LOADING) {
            prepare();
        }
    }

    /** Makes the parts once the person sees that reading is under way. */
    private void prepare() {
        Scene scene = root.getScene();
        scene.addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                model.later(MainWindow.this::parts);
            }
        });
    }

    private static KeyCombination shortcut(KeyCode key) {
        return new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN);
    }
}
