package dev.backstep.cli;

import dev.backstep.analysis.Analyst;
import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Track;
import dev.backstep.release.Answer;
import dev.backstep.release.ReleaseMatrix;
import dev.backstep.release.StartRules;
import dev.backstep.release.export.RunbookFormat;
import dev.backstep.release.export.RunbookSource;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.ParseResult;

/** Says which release can start on a database, and writes the runbook for one that cannot. */
final class ReleasesCommand {

    private final Rooms rooms;
    private final Terminal terminal;

    ReleasesCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    /** Lists the releases; fails when one of the two sides could not be read. */
    ExitCode list(ParseResult arguments) throws BackstepException, IOException {
        Syntax.Format format = arguments.matchedOptionValue(Syntax.FORMAT, Syntax.Format.TEXT);
        return read(arguments, (inspection, matrix, _, _) -> {
            terminal.out()
                    .print(
                            switch (format) {
                                case TEXT -> ReleasesReport.text(inspection, matrix);
                                case JSON -> ReleasesReport.json(inspection, matrix);
                            });
            return ExitCode.DONE;
        });
    }

    /** Writes the runbook to the release that {@code --to} names. */
    ExitCode runbook(ParseResult arguments) throws BackstepException, IOException {
        String to = arguments.matchedOptionValue(Syntax.TO, "");
        RunbookFormat format = arguments.matchedOptionValue(Syntax.FORMAT, RunbookFormat.MARKDOWN);
        return read(arguments, (inspection, matrix, read, reader) -> {
            Answer answer =
                    matrix.answer(to).orElseThrow(() -> new BackstepException("cli.runbook.noRelease", null, to));
            terminal.out().print(format.write(answer, source(inspection, read, reader), Instant.now()));
            return ExitCode.DONE;
        });
    }

    private interface Job {
        ExitCode run(
                Inspection inspection, ReleaseMatrix matrix, Map<Track, TrackAnalysis> read, WorkspaceReader reader)
                throws BackstepException, IOException;
    }

    private ExitCode read(ParseResult arguments, Job job) throws BackstepException, IOException {
        List<String> options = arguments.matchedOptionValue(Syntax.RULE, List.of());
        Set<String> pinned = new HashSet<>(arguments.matchedOptionValue(Syntax.BRANCH, List.<String>of()));
        if (arguments.hasMatchedOption(Syntax.TO)) {
            pinned.add(arguments.matchedOptionValue(Syntax.TO, ""));
        }
        return new WorkspaceArguments(rooms, terminal).readBoth(arguments, (reader, inspection) -> {
            StartRules rules = RuleArgument.rules(options, inspection.timelines());
            Map<Track, TrackAnalysis> read = new Analyst(reader).read(inspection.timelines());
            ReleaseMatrix matrix = ReleaseMatrix.of(
                    inspection.timelines(),
                    inspection.releases(),
                    rules,
                    pinned,
                    (track, row) ->
                            read.getOrDefault(track, TrackAnalysis.none()).marker(row));
            return job.run(inspection, matrix, read, reader);
        });
    }

    private static RunbookSource source(Inspection inspection, Map<Track, TrackAnalysis> read, WorkspaceReader reader) {
        return new RunbookSource(
                inspection.timelines(),
                ((Inspection.Connected) inspection.database()).identity(),
                inspection.workspace().database(),
                ((Inspection.Read) inspection.checkout()).root().toString(),
                reader,
                read);
    }
}
