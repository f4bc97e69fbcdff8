package dev.backstep.app;

import dev.backstep.cli.CommandLineDoor;
import dev.backstep.cli.Rooms;
import dev.backstep.cli.Terminal;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Workspace;
import dev.backstep.settings.UserFolders;
import dev.backstep.tool.MigrationTools;
import dev.backstep.ui.connect.ConnectRequest;
import java.nio.file.Path;
import javafx.application.ColorScheme;
import org.jspecify.annotations.Nullable;

/**
 * The program's entry: puts the rooms together and hands the arguments to the command line. Not an {@code Application},
 * so that JavaFX is loaded only when a window or a picture is wanted.
 */
public final class Launcher {

    private Launcher() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLineDoor(rooms(UserFolders.ofSystem()), Terminal.ofSystem()).run(arguments));
    }

    static Rooms rooms(UserFolders own) {
        Path demos = own.data().resolve("demo");
        UserFolders demo = new UserFolders(demos.resolve("config"), demos.resolve("data"));
        return new Rooms(
                (workspace, password) -> new OpenWorkspace(
                        workspace,
                        password,
                        MigrationTools.all(),
                        new Journal(own.data().resolve("journal"))),
                new WindowOpener(own, demo),
                (workspace, password, file) -> draw(demo, workspace, password, file),
                demos);
    }

    /** A picture is nobody's work: like the demo, it leaves nothing among the person's workspaces. */
    private static void draw(UserFolders folders, Workspace workspace, char @Nullable [] password, Path file)
            throws BackstepException, InterruptedException {
        char[] copy = password == null ? new char[0] : password.clone();
        new TimelinePicture(folders, ColorScheme.LIGHT).write(new ConnectRequest(workspace, copy), file);
    }
}
