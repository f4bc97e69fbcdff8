package dev.backstep.cli;

import dev.backstep.demo.Demo;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.BackstepException;
import dev.backstep.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Starts the demo, in the window or, where there is none, into files. */
final class DemoCommand {

    private static final String USUAL_FOLDER = "backstep-demo";

    private final Rooms rooms;
    private final Terminal terminal;

    DemoCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    /**
     * Runs until the window is closed; with a folder, or without a display, until the files are written.
     *
     * @param tour whether the window walks through itself and closes
     */
    ExitCode run(@Nullable Path headless, boolean tour) throws BackstepException, IOException {
        String problem = headless == null ? rooms.window().problem() : null;
        if (problem != null) {
            terminal.err().println(problem);
            terminal.err().println(Text.of("cli.demo.instead"));
        }
        try (Demo demo = Demo.start(rooms.demoFolder(), terminal.err()::println)) {
            char[] password = demo.password();
            try {
                if (tour) {
                    rooms.window().tour(demo.workspace(), password);
                } else if (headless == null && problem == null) {
                    rooms.window().open(demo.workspace(), password);
                } else {
                    write(demo, password, folder(headless));
                }
            } finally {
                Arrays.fill(password, '\0');
            }
        }
        return ExitCode.DONE;
    }

    private void write(Demo demo, char[] password, Path folder) throws IOException {
        try (WorkspaceReader reader = rooms.readers().open(demo.workspace(), password)) {
            Inspection inspection = reader.inspect();
            new ReportFiles(rooms.picture(), terminal)
                    .write(reader, inspection, ScriptsRead.of(reader, inspection), folder, Syntax.Format.TEXT);
        }
    }

    private Path folder(@Nullable Path headless) {
        return headless == null
                ? terminal.folder().resolve(USUAL_FOLDER)
                : terminal.folder().resolve(headless);
    }
}
