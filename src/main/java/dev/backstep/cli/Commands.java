package dev.backstep.cli;

import dev.backstep.model.BackstepException;
import dev.backstep.text.Text;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Takes arguments apart and does what they ask for. A start without arguments never loads this, nor the parser. */
final class Commands {

    private final Rooms rooms;
    private final Terminal terminal;

    Commands(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    ExitCode obey(String... arguments) throws BackstepException, IOException {
        CommandLine commands = new CommandLine(Syntax.backstep());
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setOut(terminal.out());
        commands.setErr(terminal.err());
        try {
            ParseResult parsed = commands.parseArgs(arguments);
            return CommandLine.printHelpIfRequested(parsed) ? ExitCode.DONE : obey(parsed);
        } catch (ParameterException e) {
            terminal.err().println(e.getMessage());
            terminal.err().println(Text.of("cli.tryHelp"));
            return ExitCode.USAGE;
        }
    }

    private ExitCode obey(ParseResult parsed) throws BackstepException, IOException {
        if (!parsed.hasSubcommand()) {
            return new WindowCommand(rooms, terminal).run(parsed.matchedPositionalValue(0, null));
        }
        ParseResult command = parsed.subcommand();
        return switch (command.commandSpec().name()) {
            case Syntax.DEMO ->
                new DemoCommand(rooms, terminal)
                        .run(command.matchedOptionValue(Syntax.HEADLESS, null), command.hasMatchedOption(Syntax.TOUR));
            case Syntax.INSPECT -> new InspectCommand(rooms, terminal).run(command);
            case Syntax.COMPARE -> new CompareCommand(rooms, terminal).run(command);
            case Syntax.RELEASES -> new ReleasesCommand(rooms, terminal).list(command);
            case Syntax.RUNBOOK -> new ReleasesCommand(rooms, terminal).runbook(command);
            case Syntax.ROLLBACK -> new RollbackCommand(rooms, terminal).run(command);
            case Syntax.MOVE -> RollbackCommand.toCheckout(rooms, terminal).run(command);
            case Syntax.REPAIR -> new RepairCommand(rooms, terminal).run(command);
            case Syntax.RESET -> new ResetCommand(rooms, terminal).run(command);
            case Syntax.UNDO -> new UndoCommand(rooms, terminal).run(command);
            case Syntax.JOURNAL, Syntax.HOOK, Syntax.PROGRAM -> obeyPart(command);
            default -> throw new IllegalStateException(command.commandSpec().name());
        };
    }

    /** A command that is nothing without one of its own commands. */
    private ExitCode obeyPart(ParseResult command) throws BackstepException, IOException {
        if (!command.hasSubcommand()) {
            command.commandSpec().commandLine().usage(terminal.err());
            return ExitCode.USAGE;
        }
        return switch (command.commandSpec().name()) {
            case Syntax.HOOK -> new HookCommand(rooms, terminal).run(command.subcommand());
            case Syntax.PROGRAM -> new ProgramCommand(rooms, terminal).run(command.subcommand());
            default -> new JournalCommand(rooms, terminal).run(command.subcommand());
        };
    }
}
