package dev.backstep.app;

import dev.backstep.journal.Journal;
import dev.backstep.settings.UserFolders;
import dev.backstep.settings.WorkspaceStore;
import dev.backstep.ui.common.Theme;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the window and waits until it is closed. */
final class Window {

    private static final Logger LOG = LoggerFactory.getLogger(Window.class);

    private static final List<Integer> ICON_SIZES = List.of(16, 32, 48, 64, 128, 256);

    private final UserFolders folders;

    Window(UserFolders folders) {
        this.folders = folders;
    }

    /** Shows the main window as {@code opening} says and returns when the person has closed it. */
    void showAndWait(Consumer<WindowRooms> opening) throws InterruptedException {
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
            opening.accept(rooms);
        });
        closed.await();
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

    /** The rooms behind a window, over the person's own settings and journal. */
    static WindowRooms rooms(Stage stage, Theme theme, UserFolders folders) {
        WorkspaceStore store = new WorkspaceStore(folders.config(), notice -> LOG.warn("{}", notice));
        return new WindowRooms(stage, theme, store, new Journal(folders.data().resolve("journal")));
    }
}
