package dev.backstep.cli;

import dev.backstep.analysis.Analyst;
import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.database.sqlite.SqliteFile;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.rollback.LiveRollbackDesk;
import dev.backstep.rollback.RollbackDesk;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.sqlite.FileRollbackDesk;
import dev.backstep.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/**
 * Plans a rollback and, when its fingerprint and the database's name are given back, runs it: what runs is what was shown.
 */
final class RollbackCommand {

    private final Rooms rooms;
    private final Terminal terminal;
    private final boolean moves;

    RollbackCommand(Rooms rooms, Terminal terminal) {
        this(rooms, terminal, false);
    }

    private RollbackCommand(Rooms rooms, Terminal terminal, boolean moves) {
        this.rooms = rooms;
        this.terminal = terminal;
        this.moves = moves;
    }

    /** Back to the common ancestor and forth to what the checkout has. */
    static RollbackCommand toCheckout(Rooms rooms, Terminal terminal) {
        return new RollbackCommand(rooms, terminal, true);
    }

    /** Shows the plan, or runs it; fails when it cannot run. */
    ExitCode run(ParseResult arguments) throws BackstepException, IOException {
        return new WorkspaceArguments(rooms, terminal)
                .readBoth(arguments, (open, inspection) -> run(arguments, open, inspection));
    }

    private ExitCode run(ParseResult arguments, OpenWorkspace open, Inspection inspection) throws BackstepException {
        Timeline timeline = timeline(inspection, arguments.matchedOptionValue(Syntax.TRACK, ""));
        RollbackDesk desk = !moves && open.opened() instanceof SqliteFile file
                ? new FileRollbackDesk(file, open, rooms.journal())
                : desk(open, inspection);
        Plan plan = desk.plan(timeline, moves ? null : target(timeline, arguments), Map.of());
        if (moves && !plan.moves() && !plan.forward()) {
            terminal.out().println(Text.of("move.backOnly"));
        }
        if (plan.runnable() && arguments.hasMatchedOption(Syntax.REHEARSE)) {
            Syntax.Rehearse wanted = arguments.matchedOptionValue(Syntax.REHEARSE, Syntax.Rehearse.BEST);
            boolean good = new CommandRehearsal(rooms, terminal).run(open, timeline, plan, wanted);
            if (!good && arguments.hasMatchedOption(Syntax.RUN_PLAN)) {
                throw new BackstepException("cli.rollback.rehearsedBadly", null);
            }
        }
        String host = rooms.productionHost(open.opened().settings());
        return new ConfirmedRun(terminal, desk, plan, host).run(arguments);
    }

    private LiveRollbackDesk desk(OpenWorkspace open, Inspection inspection) throws BackstepException {
        Function<Timeline, TrackAnalysis> analyses =
                new Analyst(open).reading(inspection.timelines().size() == 1);
        return moves
                ? LiveRollbackDesk.toCheckout(open.database(), open, analyses, rooms.journal())
                : new LiveRollbackDesk(open.database(), open, analyses, rooms.journal());
    }

    /** The track of that name, or the only one. */
    static Timeline timeline(Inspection inspection, String track) throws BackstepException {
        List<Timeline> timelines = inspection.timelines();
        List<Timeline> named = timelines.stream()
                .filter(timeline -> track.isEmpty() || timeline.track().name().equals(track))
                .toList();
        if (named.size() != 1) {
            String names = String.join(
                    ", ",
                    timelines.stream().map(timeline -> timeline.track().name()).toList());
            throw new BackstepException("cli.rollback.whichTrack", null, names);
        }
        return named.getFirst();
    }

    /** The version as it is written or as a number; null for everything. */
    private static @Nullable Version target(Timeline timeline, ParseResult arguments) throws BackstepException {
        if (arguments.hasMatchedOption(Syntax.EVERYTHING)) {
            return null;
        }
        String to = arguments.matchedOptionValue(Syntax.TO, "");
        return timeline.applied().stream()
                .map(TimelineRow::version)
                .filter(version -> version.text().equals(to.replaceFirst("^0+(?=.)", "")))
                .findFirst()
                .orElseThrow(() -> new BackstepException("plan.notApplied", null, to));
    }
}
