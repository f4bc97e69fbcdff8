package dev.backstep.app;

import dev.backstep.model.BackstepException;
import dev.backstep.settings.UserFolders;
import dev.backstep.ui.common.Snapshot;
import dev.backstep.ui.common.Theme;
import dev.backstep.ui.connect.ConnectRequest;
import dev.backstep.ui.timeline.TimelineItem;
import dev.backstep.ui.workspace.Screen;
import dev.backstep.ui.workspace.WorkspaceViewModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.animation.PauseTransition;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.stage.Stage;

/** Draws the main window into a PNG file without a display, on JavaFX's headless platform. */
final class TimelinePicture {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final javafx.util.Duration SETTLE = javafx.util.Duration.millis(1500);

    private final UserFolders folders;
    private final ColorScheme scheme;

    TimelinePicture(UserFolders folders, ColorScheme scheme) {
        this.folders = folders;
        this.scheme = scheme;
    }

    /** Opens the workspace, selects the second row of the timeline, and writes what the window shows. */
    void write(ConnectRequest request, Path file) throws BackstepException, InterruptedException {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        CompletableFuture<BufferedImage> picture = new CompletableFuture<>();
        Platform.startup(() -> draw(request, picture));
        try {
            Snapshot.write(picture.get(PATIENCE.toSeconds(), TimeUnit.SECONDS), file);
        } catch (ExecutionException | TimeoutException | IOException e) {
            throw new BackstepException("picture.failed", e, file.toString(), String.valueOf(e.getMessage()));
        } finally {
            Platform.exit();
        }
    }

    private void draw(ConnectRequest request, CompletableFuture<BufferedImage> picture) {
        Stage stage = new Stage();
        WindowRooms rooms = Window.rooms(stage, new Theme(new SimpleObjectProperty<>(scheme)), folders);
        WorkspaceViewModel model = rooms.model();
        model.screenProperty().subscribe(screen -> {
            if (screen == Screen.SHOWN || screen == Screen.FAILED) {
                select(model);
                PauseTransition settled = new PauseTransition(SETTLE);
                settled.setOnFinished(_ -> {
                    picture.complete(Snapshot.take(stage.getScene(), 1));
                    rooms.close();
                });
                settled.play();
            }
        });
        rooms.show(request);
    }

    /** Without a selection the detail pane would be empty. */
    private static void select(WorkspaceViewModel model) {
        TimelineItem second =
                model.timeline().shown().size() > 1 ? model.timeline().shown().get(1) : null;
        model.timeline().selectedProperty().set(second);
    }
}
