package dev.backstep.app;

import dev.backstep.journal.Journal;
import dev.backstep.settings.UserFolders;
import dev.backstep.settings.WorkspaceStore;
import dev.backstep.ui.common.Theme;
import dev.backstep.ui.connect.ConnectRequest;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the window and waits until it is closed. */
final class Window {

    private static final Logger LOG = LoggerFactory.getLogger(Window.class);

    private final UserFolders folders;

    Window(UserFolders folders) {
        this.folders = folders;
    }

    /** Shows the main window, on a workspace when one is given, and returns when the person has closed it. */
    void showAndWait(@Nullable ConnectRequest request) throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        Platform.startup(() -> {
            Stage stage = new Stage();
            WindowRooms rooms = rooms(stage, new Theme(Platform.getPreferences().colorSchemeProperty()), folders);
            Thread.setDefaultUncaughtExceptionHandler((_, failure) -> rooms.unexpected(failure));
            stage.setOnHidden(_ -> {
                rooms.close();
                closed.countDown();
            });
            rooms.show(request);
        });
        closed.await();
        Platform.exit();
    }

    /** The rooms behind a window, over the person's own settings and journal. */
    static WindowRooms rooms(Stage stage, Theme theme, UserFolders folders) {
        WorkspaceStore store = new WorkspaceStore(folders.config(), notice -> LOG.warn("{}", notice));
        return new WindowRooms(stage, theme, store, new Journal(folders.data().resolve("journal")));
    }
}
