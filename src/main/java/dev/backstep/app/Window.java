package dev.backstep.app;

import dev.backstep.cli.WindowDoor;
import dev.backstep.journal.Journal;
import dev.backstep.model.Workspace;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.settings.UserFolders;
import dev.backstep.settings.WorkspaceStore;
import dev.backstep.ui.common.Theme;
import dev.backstep.ui.connect.ConnectRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the window and waits until it is closed. */
final class Window implements WindowDoor {

    private static final Logger LOG = LoggerFactory.getLogger(Window.class);

    private static final List<Integer> ICON_SIZES = List.of(16, 32, 48, 64, 128, 256);

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
    public void open(@Nullable Path checkout) {
        showAndWait(own, rooms -> rooms.show(checkout));
    }

    @Override
    public void open(Workspace workspace, char[] password) {
        ConnectRequest request = new ConnectRequest(workspace, password.clone());
        showAndWait(demo, rooms -> rooms.show(request));
    }

    /** The rooms behind a window, over the person's own settings and journal. */
    static WindowRooms rooms(Stage stage, Theme theme, UserFolders folders) {
        WorkspaceStore store = new WorkspaceStore(folders.config(), notice -> LOG.warn("{}", notice));
        ReplayDesk replays = Launcher.replays(folders.data());
        return new WindowRooms(stage, theme, store, new Journal(folders.data().resolve("journal")), replays);
    }

    private static void showAndWait(UserFolders folders, Consumer<WindowRooms> show) {
        CountDownLatch closed = new CountDownLatch(1);
        Platform.startup(() -> {
            Stage stage = new Stage();
            icons(stage);
            WindowRooms rooms = rooms(stage, new Theme(Platform.getPreferences().colorSchemeProperty()), folders);
            Thread.setDefaultUncaughtExceptionHandler((_, failure) -> rooms.unexpected(failure));
            stage.setOnHidden(_ -> {
                rooms.close();
                closed.countDown();
            });
            show.accept(rooms);
        });
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Platform.exit();
    }

    private static void icons(Stage stage) {
        for (int size : ICON_SIZES) {
            try (InputStream picture =
                    Window.class.getResourceAsStream("/dev/backstep/ui/icon/backstep-" + size + ".png")) {
                stage.getIcons().add(new Image(Objects.requireNonNull(picture)));
            } catch (IOException e) {
                LOG.warn("The window has no icon of {} pixels", size, e);
            }
        }
    }
}
