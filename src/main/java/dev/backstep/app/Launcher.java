package dev.backstep.app;

import dev.backstep.cli.CommandLineDoor;
import dev.backstep.cli.OwnCommand;
import dev.backstep.cli.Rooms;
import dev.backstep.cli.Terminal;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.settings.UserFolders;
import dev.backstep.settings.WorkspaceStore;
import dev.backstep.tool.MigrationTools;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The program's entry; not an {@code Application}, so that JavaFX is loaded only when a window is wanted. */
public final class Launcher {

    private Launcher() {}

    /** Throwaway servers beside the demo's; PostgreSQL's programs are unpacked once for both. */
    static ReplayDesk replays(Path data) {
        return new LiveReplayDesk(
                data.resolve("replay"), data.resolve("demo").resolve("postgresql"), ReplayLimits.DEFAULT);
    }

    public static void main(String[] arguments) {
        Logging.prepare();
        UserFolders folders = UserFolders.ofSystem();
        Path demos = folders.data().resolve("demo");
        UserFolders demo = new UserFolders(demos.resolve("config"), demos.resolve("data"));
        Journal journal = new Journal(folders.data().resolve("journal"));
        Rooms rooms = new Rooms(
                (workspace, password) ->
                        new OpenWorkspace(workspace, password, MigrationTools.on(workspace.database()), journal),
                new Window(folders, demo),
                new WindowPicture(),
                demos,
                journal,
                new WorkspaceStore(
                        folders.config(),
                        notice -> LoggerFactory.getLogger(Launcher.class).warn("{}", notice)),
                OwnCommand.of(System.getProperties()),
                () -> replays(folders.data()));
        System.exit(new CommandLineDoor(rooms, Terminal.ofSystem()).run(arguments));
    }
}
