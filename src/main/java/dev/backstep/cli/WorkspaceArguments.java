package dev.backstep.cli;

import dev.backstep.database.Database;
import dev.backstep.database.PostgresUrl;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
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

/** Opens the workspace that a command's arguments name, for as long as the command's job takes. */
final class WorkspaceArguments {

    private final Rooms rooms;
    private final Terminal terminal;

    WorkspaceArguments(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    /** What a command does with the workspace, once it was read. */
    interface Job {
        ExitCode run(WorkspaceReader reader, Inspection inspection) throws BackstepException, IOException;
    }

    /** What a command does with a live workspace of which both sides were read. */
    interface LiveJob {
        ExitCode run(OpenWorkspace open, Inspection inspection) throws BackstepException, IOException;
    }

    /** What a command does with a database alone. */
    interface DatabaseJob {
        ExitCode run(Database database) throws BackstepException;
    }

    /** Connects to the database and does the job. */
    ExitCode open(ParseResult arguments, DatabaseJob job) throws BackstepException {
        try (PostgresUrl url = PostgresUrl.parse(arguments.matchedOptionValue(Syntax.DATABASE_URL, ""))) {
            if (url.settings().isFile()) {
                throw new BackstepException("sqlite.notHere", null);
            }
            char[] password = password(url);
            try (Database database = Database.open(url.settings(), password)) {
                return job.run(database);
            } finally {
                wipe(password);
            }
        }
    }

    /** Reads both sides, at another revision where one is asked for, and does the job. */
    ExitCode read(ParseResult arguments, Job job) throws BackstepException, IOException {
        String url = arguments.matchedOptionValue(Syntax.DATABASE_URL, "");
        Path repository = arguments.matchedOptionValue(Syntax.REPOSITORY, Path.of(""));
        String at = arguments.hasMatchedOption(Syntax.AT) ? arguments.matchedOptionValue(Syntax.AT, "") : null;
        try (PostgresUrl database = PostgresUrl.parse(url)) {
            Workspace workspace = new Workspace(
                    database.settings(),
                    terminal.folder().resolve(repository).normalize().toString(),
                    List.of());
            char[] password = password(database);
            try (WorkspaceReader reader = rooms.readers().open(workspace, password)) {
                reader.lookAt(at);
                return job.run(reader, reader.inspect());
            } finally {
                wipe(password);
            }
        }
    }

    /** Reads both sides and does the job; fails with a sentence when a side could not be read. */
    ExitCode readBoth(ParseResult arguments, LiveJob job) throws BackstepException, IOException {
        return read(arguments, (reader, inspection) -> {
            String problem = problem(inspection);
            if (problem != null) {
                terminal.err().println(problem);
                return ExitCode.FAILED;
            }
            if (!(reader instanceof OpenWorkspace open)) {
                throw new IllegalStateException("not a live workspace: " + reader);
            }
            return job.run(open, inspection);
        });
    }

    /** The sentence that says why a side could not be read; null when both could. */
    static @Nullable String problem(Inspection inspection) {
        if (inspection.database() instanceof Inspection.Unreachable(String reason)) {
            return reason;
        }
        return inspection.checkout() instanceof Inspection.Unreadable(String reason) ? reason : null;
    }

    /** From the URL, from {@code PGPASSWORD}, or asked for; null lets the driver look into the password file. */
    private char @Nullable [] password(PostgresUrl database) {
        if (database.settings().isFile()) {
            return null;
        }
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
