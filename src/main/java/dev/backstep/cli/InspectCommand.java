package dev.backstep.cli;

import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.BackstepException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** Inspects one database and one checkout. */
final class InspectCommand {

    private final Rooms rooms;
    private final Terminal terminal;

    InspectCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    /** Writes the report to the terminal or into files; fails when one of the two sides could not be read. */
    ExitCode run(ParseResult arguments) throws BackstepException, IOException {
        Path output = arguments.matchedOptionValue(Syntax.OUTPUT, null);
        Syntax.Format format = arguments.matchedOptionValue(Syntax.FORMAT, Syntax.Format.TEXT);
        boolean observe = arguments.hasMatchedOption(Syntax.OBSERVE);
        return new WorkspaceArguments(rooms, terminal).read(arguments, (reader, inspection) -> {
            ScriptsRead read = observe
                    ? ScriptsRead.observed(reader, inspection, rooms.replays(), terminal.err())
                    : ScriptsRead.of(reader, inspection);
            return write(reader, inspection, read, output, format);
        });
    }

    private ExitCode write(
            WorkspaceReader reader,
            Inspection inspection,
            ScriptsRead read,
            @Nullable Path output,
            Syntax.Format format)
            throws IOException {
        if (output == null) {
            terminal.out().print(ReportFiles.report(inspection, read, format));
        } else {
            new ReportFiles(rooms.picture(), terminal)
                    .write(reader, inspection, read, terminal.folder().resolve(output), format);
        }
        return WorkspaceArguments.problem(inspection) == null ? ExitCode.DONE : ExitCode.FAILED;
    }
}
