package dev.backstep.app;

import dev.backstep.cli.WindowDoor;
import dev.backstep.model.Workspace;
import dev.backstep.settings.UserFolders;
import dev.backstep.ui.connect.ConnectRequest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Opens the window for the command line; touches JavaFX only when it is really opened.
 *
 * @param own the person's folders
 * @param demo the demo's: nothing of it is remembered among the person's workspaces
 */
record WindowOpener(UserFolders own, UserFolders demo) implements WindowDoor {

    @Override
    public @Nullable String problem() {
        return Display.problem().orElse(null);
    }

    @Override
    public void open(@Nullable Path checkout) throws InterruptedException {
        new Window(own).showAndWait(rooms -> {
            if (checkout == null) {
                rooms.show((ConnectRequest) null);
            } else {
                rooms.show(checkout);
            }
        });
    }

    @Override
    public void openDemo(Workspace workspace, char[] password) throws InterruptedException {
        ConnectRequest request = new ConnectRequest(workspace, password.clone());
        new Window(demo).showAndWait(rooms -> rooms.show(request));
    }
}
