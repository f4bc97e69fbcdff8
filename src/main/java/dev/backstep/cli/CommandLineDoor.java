package dev.backstep.cli;

import dev.backstep.model.BackstepException;
import dev.backstep.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Takes the arguments of a start apart and does what they ask for. */
public final class CommandLineDoor {

    private static final Logger LOG = LoggerFactory.getLogger(CommandLineDoor.class);

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
        CommandLine commands = new CommandLine(Syntax.backstep());
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setOut(terminal.out());
        commands.setErr(terminal.err());
        try {
            ParseResult parsed = commands.parseArgs(arguments);
            if (CommandLine.printHelpIfRequested(parsed)) {
                return ExitCode.DONE;
            }
            return obey(parsed);
        } catch (ParameterException e) {
            terminal.err().println(e.getMessage());
            terminal.err().println(Text.of("cli.tryHelp"));
            return ExitCode.USAGE;
        } catch (BackstepException e) {
            terminal.err().println(Text.of(e));
            return ExitCode.FAILED;
        } catch (IOException e) {
            terminal.err().println(Text.of("cli.unwritable", e.toString()));
            return ExitCode.FAILED;
        } catch (RuntimeException e) {
            LOG.error("Unexpected", e);
            terminal.err().println(Text.of("cli.bug", e.toString()));
            return ExitCode.BUG;
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    private ExitCode obey(ParseResult parsed) throws BackstepException, IOException {
        if (!parsed.hasSubcommand()) {
            return openWindow(parsed.matchedPositionalValue(0, null));
        }
        ParseResult command = parsed.subcommand();
        return switch (command.commandSpec().name()) {
            case Syntax.DEMO -> new DemoCommand(rooms, terminal).run(command.matchedOptionValue(Syntax.HEADLESS, null));
            case Syntax.INSPECT -> new InspectCommand(rooms, terminal).run(command);
            case Syntax.RELEASES -> new ReleasesCommand(rooms, terminal).list(command);
            case Syntax.RUNBOOK -> new ReleasesCommand(rooms, terminal).runbook(command);
            case Syntax.JOURNAL, Syntax.HOOK -> obeyPart(command);
            default -> throw new IllegalStateException(command.commandSpec().name());
        };
    }

    /** A command that is nothing without one of its own commands. */
    private ExitCode obeyPart(ParseResult command) throws BackstepException, IOException {
        if (!command.hasSubcommand()) {
            command.commandSpec().commandLine().usage(terminal.err());
            return ExitCode.USAGE;
        }
        return command.commandSpec().name().equals(Syntax.HOOK)
                ? new HookCommand(rooms, terminal).run(command.subcommand())
                : new JournalCommand(rooms, terminal).run(command.subcommand());
    }

    private ExitCode openWindow(@Nullable Path checkout) {
        String problem = rooms.window().problem();
        if (problem != null) {
            terminal.err().println(problem);
            terminal.err().println(Text.of("cli.noWindow"));
            return ExitCode.FAILED;
        }
        rooms.window()
                .open(
                        checkout == null
                                ? null
                                : terminal.folder().resolve(checkout).normalize());
        return ExitCode.DONE;
    }
}
