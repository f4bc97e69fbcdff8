package dev.backstep.cli;

import dev.backstep.database.PostgresUrl;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Workspace;
import dev.backstep.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
        String url = arguments.matchedOptionValue(Syntax.DATABASE_URL, "");
        Path repository = arguments.matchedOptionValue(Syntax.REPOSITORY, Path.of(""));
        Path output = arguments.matchedOptionValue(Syntax.OUTPUT, null);
        Syntax.Format format = arguments.matchedOptionValue(Syntax.FORMAT, Syntax.Format.TEXT);
        try (PostgresUrl database = PostgresUrl.parse(url)) {
            Workspace workspace = new Workspace(
                    database.settings(),
                    terminal.folder().resolve(repository).normalize().toString(),
                    List.of());
            char[] password = password(database);
            try (WorkspaceReader reader = rooms.readers().open(workspace, password)) {
                return write(reader, output, format);
            } finally {
                wipe(password);
            }
        }
    }

    private ExitCode write(WorkspaceReader reader, @Nullable Path output, Syntax.Format format) throws IOException {
        Inspection inspection = reader.inspect();
        if (output == null) {
            terminal.out().print(ReportFiles.report(reader, inspection, format));
        } else {
            new ReportFiles(rooms.picture(), terminal)
                    .write(reader, inspection, terminal.folder().resolve(output), format);
        }
        boolean bothRead = inspection.database() instanceof Inspection.Connected
                && inspection.checkout() instanceof Inspection.Read;
        return bothRead ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** From the URL, from {@code PGPASSWORD}, or asked for; null lets the driver look into the password file. */
    private char @Nullable [] password(PostgresUrl database) {
        char[] inUrl = database.password();
        if (inUrl != null) {
            return inUrl;
        }
        String inEnvironment = terminal.environment().get("PGPASSWORD");
        if (inEnvironment != null) {
            return inEnvironment.toCharArray();
        }
        ConnectionSettings settings = database.settings();
        char[] typed = terminal.passwordPrompt()
                .apply(Text.of("cli.password", settings.user(), settings.database(), settings.server()));
        return typed == null || typed.length == 0 ? null : typed;
    }

    private static void wipe(char @Nullable [] password) {
        if (password != null) {
            Arrays.fill(password, '\0');
        }
    }
}
