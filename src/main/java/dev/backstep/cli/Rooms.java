package dev.backstep.cli;

import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Environment;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.settings.WorkspaceStore;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the command line needs of the house.
 *
 * @param readers opens workspaces for reading
 * @param window opens the window
 * @param picture draws timelines
 * @param demoFolder where demos keep their folders
 * @param journal what Backstep has seen
 * @param workspaces what was open before
 * @param ownCommand starts this program again
 * @param replays opens a desk that replays migrations; whoever opens it closes it
 */
public record Rooms(
        ReaderOpener readers,
        WindowDoor window,
        TimelinePicture picture,
        Path demoFolder,
        Journal journal,
        WorkspaceStore workspaces,
        OwnCommand ownCommand,
        Supplier<ReplayDesk> replays) {

    /** The host, where the database is marked as production or its names say so; null otherwise. */
    @Nullable
    String productionHost(ConnectionSettings database) throws BackstepException {
        Environment environment = workspaces
                .environment(database)
                .orElseGet(() -> Environment.guess(database.host(), database.database()));
        return environment == Environment.PRODUCTION && !database.isFile() ? database.host() : null;
    }
}
