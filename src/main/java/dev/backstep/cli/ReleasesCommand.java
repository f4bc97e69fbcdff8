package dev.backstep.cli;

import dev.backstep.analysis.Analyst;
import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.Timeline;
import dev.backstep.model.Track;
import dev.backstep.release.Answer;
import dev.backstep.release.ReleaseMatrix;
import dev.backstep.release.StartRules;
import dev.backstep.release.export.Runbook;
import dev.backstep.release.export.RunbookLosses;
import dev.backstep.release.export.RunbookSql;
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
        Syntax.RunbookFormat format = arguments.matchedOptionValue(Syntax.FORMAT, Syntax.RunbookFormat.MARKDOWN);
        return read(arguments, (inspection, matrix, read, reader) -> {
            Answer answer =
                    matrix.answer(to).orElseThrow(() -> new BackstepException("cli.runbook.noRelease", null, to));
            terminal.out().print(runbook(format, answer, inspection, read, reader));
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

    private static String runbook(
            Syntax.RunbookFormat format,
            Answer answer,
            Inspection inspection,
            Map<Track, TrackAnalysis> read,
            WorkspaceReader reader)
            throws BackstepException {
        String root = ((Inspection.Read) inspection.checkout()).root().toString();
        ConnectionSettings database = inspection.workspace().database();
        List<Timeline> timelines = inspection.timelines();
        RunbookLosses losses = new RunbookLosses(read);
        return switch (format) {
            case MARKDOWN -> Runbook.markdown(answer, timelines, database, root, losses);
            case SHELL -> Runbook.shell(answer, timelines, database, root, losses);
            case SQL -> {
                DatabaseIdentity identity = ((Inspection.Connected) inspection.database()).identity();
                yield new RunbookSql(
                                identity, reader, new Analyst(reader).reading(timelines.size() == 1), Instant.now())
                        .of(answer, timelines);
            }
        };
    }
}
