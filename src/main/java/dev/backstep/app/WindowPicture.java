package dev.backstep.app;

import dev.backstep.cli.TimelinePicture;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Script;
import dev.backstep.model.Workspace;
import dev.backstep.release.Release;
import dev.backstep.release.ReleaseChoices;
import dev.backstep.ui.common.Snapshot;
import dev.backstep.ui.common.TaskExecutor;
import dev.backstep.ui.common.Theme;
import dev.backstep.ui.common.WindowDialogs;
import dev.backstep.ui.connect.ConnectRequest;
import dev.backstep.ui.detail.DetailViewModel;
import dev.backstep.ui.releases.ReleaseMemory;
import dev.backstep.ui.releases.ReleasesViewModel;
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
import org.jspecify.annotations.Nullable;

/** Draws the main window into a PNG file, light, on JavaFX's headless platform: no display is needed. */
final class WindowPicture implements TimelinePicture {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The selected migration's texts and all markers are read in the background; then the window is drawn. */
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
                new TimelineViewModel(),
                new DetailViewModel(tasks, InstantSource.system()),
                new ReleasesViewModel(tasks, new UsualReleases()),
                null);
        MainWindow window = new MainWindow(
                stage,
                theme,
                model,
                new WindowDialogs(stage, theme),
                url -> {
                    throw new BackstepException("picture.noWindow", null, url);
                },
                (_, _) -> {},
                (_, _) -> {},
                () -> {});
        model.screenProperty().subscribe(screen -> {
            if (screen == Screen.SHOWN || screen == Screen.FAILED) {
                PauseTransition settled = new PauseTransition(SETTLE);
                settled.setOnFinished(_ -> {
                    if (model.analysis().runningProperty().get().isEmpty() && judged(reader.inspection(), model)) {
                        picture.complete(Snapshot.take(stage.getScene(), 1));
                    } else {
                        settled.playFromStart();
                    }
                });
                settled.play();
            }
        });
        window.show();
        model.open(new ConnectRequest(reader.inspection.workspace(), new char[0]));
    }

    /** The releases are judged in the background too; the caller's patience ends a wait in vain. */
    private static boolean judged(Inspection inspection, WorkspaceViewModel model) {
        return inspection.releases().stream().noneMatch(Release::hasMigrations)
                || !model.releases().matrixProperty().get().answers().isEmpty();
    }

    /** A picture shows the usual rules, and chooses nothing. */
    private static final class UsualReleases implements ReleaseMemory {

        @Override
        public ReleaseChoices load(Workspace workspace) {
            return ReleaseChoices.USUAL;
        }

        @Override
        public void save(Workspace workspace, ReleaseChoices choices) {
            throw new UnsupportedOperationException("nothing can be chosen in a picture");
        }
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
        public void lookAt(@Nullable String revision) {
            throw new UnsupportedOperationException("a picture is of what was read before");
        }

        @Override
        public void close() {
            // The reader is its owner's to close.
        }
    }
}
