package dev.backstep.app;

import dev.backstep.cli.WindowDoor;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Workspace;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.settings.UserFolders;
import dev.backstep.settings.WorkspaceStore;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Fonts;
import dev.backstep.ui.common.Theme;
import dev.backstep.ui.connect.ConnectRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the window and waits until it is closed. */
final class Window implements WindowDoor {

    private static final List<Integer> ICON_SIZES = List.of(16, 32, 48, 64, 128, 256);

    /** What the desktop knows the windows by, on Linux: its WM_CLASS, which backstep.desktop names. */
    private static final String NAME = "Backstep";

    /** Until the first frame is on the display and what comes after it is done, with time to spare. */
    private static final Duration DRAWN = Duration.seconds(2);

    private final UserFolders own;
    private final UserFolders demo;

    /**
     * @param own the person's folders
     * @param demo the demo's: nothing of it is remembered among the person's workspaces
     */
    Window(UserFolders own, UserFolders demo) {
        this.own = own;
        this.demo = demo;
    }

    @Override
    public @Nullable String problem() {
        return Display.problem().orElse(null);
    }

    @Override
    public void open(@Nullable Path path) throws BackstepException {
        String problem = Display.quickProblem().orElse(null);
        if (problem != null) {
            throw new BackstepException("cli.noWindow", null, problem);
        }
        showAndWait(own, path, null);
    }

    @Override
    public void open(Workspace workspace, char[] password) throws BackstepException {
        ConnectRequest request = new ConnectRequest(workspace, password.clone());
        showAndWait(demo, null, (_, rooms) -> rooms.model().open(request));
    }

    @Override
    public void tour(Workspace workspace, char[] password) throws BackstepException {
        ConnectRequest request = new ConnectRequest(workspace, password.clone());
        AtomicReference<Tour> tour = new AtomicReference<>();
        showAndWait(demo, null, (stage, rooms) -> {
            tour.set(new Tour(stage, rooms));
            tour.get().begin();
            rooms.model().open(request);
        });
        if (!tour.get().done()) {
            throw new BackstepException("cli.demo.tourEnded", null);
        }
    }

    /** The rooms behind a window, over the person's own settings and journal. */
    static WindowRooms rooms(Stage stage, Theme theme, UserFolders folders) {
        WorkspaceStore store = new WorkspaceStore(folders.config(), notice -> log().warn("{}", notice));
        ReplayDesk replays = Launcher.replays(folders.data());
        return new WindowRooms(stage, theme, store, new Journal(folders.data().resolve("journal")), replays);
    }

    /**
     * Every start of the window comes by here, the one that trains the start cache too (docs/adr/0018).
     *
     * @param path a checkout or a workspace file to open
     * @param then what else is done once the window is shown
     */
    private static void showAndWait(
            UserFolders folders, @Nullable Path path, @Nullable BiConsumer<Stage, WindowRooms> then)
            throws BackstepException {
        CompletableFuture<WindowRooms> closed = new CompletableFuture<>();
        CompletableFuture<Consumer<Path>> opener = new CompletableFuture<>();
        OpenedFiles.listen(opener);
        CompletableFuture<Fonts> fonts = readAhead();
        start(() -> {
            com.sun.glass.ui.Application.GetApplication().setName(NAME);
            Stage stage = new Stage();
            Theme theme = new Theme(Platform.getPreferences().colorSchemeProperty(), fonts.join());
            WindowRooms rooms = rooms(stage, theme, folders);
            Thread.setDefaultUncaughtExceptionHandler((_, failure) -> rooms.unexpected(failure));
            stage.setOnHidden(_ -> {
                rooms.close();
                closed.complete(rooms);
            });
            rooms.show(path);
            if (then != null) {
                then.accept(stage, rooms);
            }
            opener.complete(rooms::openLater);
            FirstFrame.of(stage, () -> {
                shown(stage);
                icons(stage);
            });
        });
        try {
            closed.get().release();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        Platform.exit();
    }

    /**
     * Reads sentences and fonts while JavaFX starts, which leaves a processor free. Then it opens all jars, by looking for
     * what is in none of them, as JavaFX does before it shows a window.
     */
    private static CompletableFuture<Fonts> readAhead() {
        CompletableFuture<Fonts> fonts = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("ahead").start(() -> {
            fonts.completeAsync(
                    () -> {
                        Text.load();
                        return Fonts.read();
                    },
                    Runnable::run);
            Window.class.getClassLoader().resources("nowhere").forEach(_ -> {});
        });
        return fonts;
    }

    private static void start(Runnable show) throws BackstepException {
        try {
            Platform.startup(show);
        } catch (UnsupportedOperationException | UnsatisfiedLinkError e) {
            throw new BackstepException("cli.noWindow", e, Display.refusal());
        }
    }

    /** For packaging: measure-startup waits for the line, and the start cache is trained by a window that closes itself. */
    private static void shown(Stage stage) {
        if (Boolean.getBoolean("backstep.sayShown")) {
            System.out.println("shown");
        }
        if (Boolean.getBoolean("backstep.closeShown")) {
            PauseTransition drawn = new PauseTransition(DRAWN);
            drawn.setOnFinished(_ -> stage.close());
            drawn.play();
        }
    }

    // Looked up when needed: logging starts with the first logger, and the window is not to wait for it.
    private static Logger log() {
        return LoggerFactory.getLogger(Window.class);
    }

    private static void icons(Stage stage) {
        for (int size : ICON_SIZES) {
            try (InputStream picture =
                    Window.class.getResourceAsStream("/dev/backstep/ui/icon/backstep-" + size + ".png")) {
                stage.getIcons().add(new Image(Objects.requireNonNull(picture)));
            } catch (IOException e) {
                log().warn("The window has no icon of {} pixels", size, e);
            }
        }
    }
}
