package dev.backstep.app;

import dev.backstep.cli.WindowDoor;
import dev.backstep.journal.Journal;
import dev.backstep.model.Workspace;
import dev.backstep.settings.UserFolders;
import dev.backstep.settings.WorkspaceStore;
import dev.backstep.ui.common.Theme;
import dev.backstep.ui.connect.ConnectRequest;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the window and waits until it is closed. */
final class Window implements WindowDoor {

    private static final Logger LOG = LoggerFactory.getLogger(Window.class);

    private final UserFolders folders;

    Window(UserFolders folders) {
        this.folders = folders;
    }

    @Override
    public @Nullable String problem() {
        return Display.problem().orElse(null);
    }

    @Override
    public void open(@Nullable Path checkout) {
        showAndWait(rooms -> rooms.show(checkout));
    }

    @Override
    public void open(Workspace workspace, char[] password) {
        ConnectRequest request = new ConnectRequest(workspace, password.clone());
        showAndWait(rooms -> rooms.show(request));
    }

    /** The rooms behind a window, over the person's own settings and journal. */
    static WindowRooms rooms(Stage stage, Theme theme, UserFolders folders) {
        WorkspaceStore store = new WorkspaceStore(folders.config(), notice -> LOG.warn("{}", notice));
        return new WindowRooms(stage, theme, store, new Journal(folders.data().resolve("journal")));
    }

    private void showAndWait(Consumer<WindowRooms> show) {
        CountDownLatch closed = new CountDownLatch(1);
        Platform.startup(() -> {
            Stage stage = new Stage();
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
}
