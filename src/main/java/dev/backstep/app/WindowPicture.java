package dev.backstep.app;

import dev.backstep.cli.TimelinePicture;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Marker;
import dev.backstep.model.Script;
import dev.backstep.ui.common.Snapshot;
import dev.backstep.ui.common.TaskExecutor;
import dev.backstep.ui.common.Theme;
import dev.backstep.ui.common.WindowDialogs;
import dev.backstep.ui.connect.ConnectRequest;
import dev.backstep.ui.detail.DetailViewModel;
import dev.backstep.ui.timeline.TimelineViewModel;
import dev.backstep.ui.workspace.MainWindow;
import dev.backstep.ui.workspace.Screen;
import dev.backstep.ui.workspace.WorkspaceViewModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.animation.PauseTransition;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.stage.Stage;

/** Draws the main window into a PNG file, light, on JavaFX's headless platform: no display is needed. */
final class WindowPicture implements TimelinePicture {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The texts of the selected migration are read in the background; then the window is drawn. */
    private static final javafx.util.Duration SETTLE = javafx.util.Duration.seconds(1);

    @Override
    public void write(WorkspaceReader reader, Inspection inspection, Path file) throws IOException {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        CompletableFuture<BufferedImage> picture = new CompletableFuture<>();
        Platform.startup(() -> draw(new AlreadyRead(reader, inspection), picture));
        try {
            Snapshot.write(picture.get(PATIENCE.toSeconds(), TimeUnit.SECONDS), file);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(file.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(file.toString(), e);
        } finally {
            Platform.exit();
        }
    }

    private static void draw(AlreadyRead reader, CompletableFuture<BufferedImage> picture) {
        Stage stage = new Stage();
        Theme theme = new Theme(new SimpleObjectProperty<>(ColorScheme.LIGHT));
        TaskExecutor tasks = TaskExecutor.onVirtualThreads();
        WorkspaceViewModel model = new WorkspaceViewModel(
                tasks,
                (_, _) -> reader,
                new TimelineViewModel(_ -> Marker.UNKNOWN),
                new DetailViewModel(tasks, InstantSource.system()));
        MainWindow window = new MainWindow(
                stage,
                theme,
                model,
                new WindowDialogs(stage, theme),
                url -> {
                    throw new BackstepException("picture.noWindow", null, url);
                },
                (_, _) -> {},
                () -> {});
        model.screenProperty().subscribe(screen -> {
            if (screen == Screen.SHOWN || screen == Screen.FAILED) {
                PauseTransition settled = new PauseTransition(SETTLE);
                settled.setOnFinished(_ -> picture.complete(Snapshot.take(stage.getScene(), 1)));
                settled.play();
            }
        });
        window.show();
        model.open(new ConnectRequest(reader.inspection.workspace(), new char[0]));
    }

    /** Gives what was read before; the reader stays its owner's. */
    private record AlreadyRead(WorkspaceReader reader, Inspection inspection) implements WorkspaceReader {

        @Override
        public Inspection inspect() {
            return inspection;
        }

        @Override
        public byte[] read(Script script) throws BackstepException {
            return reader.read(script);
        }

        @Override
        public void close() {
            // The reader is its owner's to close.
        }
    }
}
