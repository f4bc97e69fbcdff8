package dev.backstep.cli;

import dev.backstep.model.BackstepException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens the window; what is asked for when nothing is said. */
final class WindowCommand {

    private final Rooms rooms;
    private final Terminal terminal;

    WindowCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    /** Runs until the window is closed; {@code path} is seen from where the command line was called. */
    ExitCode run(@Nullable Path path) throws BackstepException {
        rooms.window()
                .open(path == null ? null : terminal.folder().resolve(path).normalize());
        return ExitCode.DONE;
    }
}
