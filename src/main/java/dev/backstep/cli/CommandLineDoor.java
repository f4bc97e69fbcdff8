package dev.backstep.cli;

import dev.backstep.model.BackstepException;
import dev.backstep.text.Text;
import java.io.IOException;
import org.slf4j.LoggerFactory;

/** Does what the arguments of a start ask for. */
public final class CommandLineDoor {

    private final Rooms rooms;
    private final Terminal terminal;

    public CommandLineDoor(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    /** Does what the arguments ask for and gives the process's exit code. */
    public int run(String... arguments) {
        return answer(arguments).number();
    }

    private ExitCode answer(String... arguments) {
        try {
            if (arguments.length > 0) {
                return new Commands(rooms, terminal).obey(arguments);
            }
            // The parser would stand between a person and the window.
            rooms.window().open(null);
            return ExitCode.DONE;
        } catch (BackstepException e) {
            terminal.err().println(Text.of(e));
            return ExitCode.FAILED;
        } catch (IOException e) {
            terminal.err().println(Text.of("cli.unwritable", e.toString()));
            return ExitCode.FAILED;
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(CommandLineDoor.class).error("Unexpected", e);
            terminal.err().println(Text.of("cli.bug", e.toString()));
            return ExitCode.BUG;
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }
}
