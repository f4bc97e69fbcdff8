package dev.backstep.cli;

import dev.backstep.analysis.Analyst;
import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.rollback.LiveRollbackDesk;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.rehearsal.LiveRehearsalDesk;
import dev.backstep.rollback.rehearsal.Rehearsal;
import dev.backstep.rollback.rehearsal.RehearsalDesk;
import dev.backstep.rollback.rehearsal.RehearsalProgress;
import dev.backstep.rollback.rehearsal.Way;
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
        return new WorkspaceArguments(rooms, terminal).read(arguments, (reader, inspection) -> {
            String problem = WorkspaceArguments.problem(inspection);
            if (problem != null) {
                terminal.err().println(problem);
                return ExitCode.FAILED;
            }
            return run(arguments, reader, inspection);
        });
    }

    private ExitCode run(ParseResult arguments, WorkspaceReader reader, Inspection inspection)
            throws BackstepException {
        if (!(reader instanceof OpenWorkspace open)) {
            throw new IllegalStateException("not a workspace that can be rolled back: " + reader);
        }
        Timeline timeline = timeline(inspection, arguments.matchedOptionValue(Syntax.TRACK, ""));
        Function<Timeline, TrackAnalysis> analyses =
                new Analyst(open).reading(inspection.timelines().size() == 1);
        LiveRollbackDesk desk = moves
                ? LiveRollbackDesk.toCheckout(open.database(), open, analyses, rooms.journal())
                : new LiveRollbackDesk(open.database(), open, analyses, rooms.journal());
        Plan plan = desk.plan(timeline, moves ? null : target(timeline, arguments), Map.of());
        if (moves && !plan.moves() && !plan.forward()) {
            terminal.out().println(Text.of("move.backOnly"));
        }
        if (plan.runnable() && arguments.hasMatchedOption(Syntax.REHEARSE)) {
            rehearse(open, timeline, plan);
        }
        String host = rooms.productionHost(open.database().settings());
        return new ConfirmedRun(terminal, desk, plan, host).run(arguments);
    }

    /** By the up scripts, which takes no room on the live server; whatever comes of it, the plan is shown. */
    private void rehearse(OpenWorkspace open, Timeline timeline, Plan plan) throws BackstepException {
        try (ReplayDesk replays = rooms.replays().get()) {
            RehearsalDesk desk = new LiveRehearsalDesk(
                    open.database(), LiveRehearsalDesk.applied(timeline), open, replays, rooms.journal());
            terminal.err().println(Text.of("rollback.rehearse.starting"));
            Rehearsal rehearsal = desk.rehearse(plan, Way.REPLAY, RehearsalProgress.none());
            terminal.out().print(RollbackReport.rehearsal(plan, rehearsal));
        }
    }

    private static Timeline timeline(Inspection inspection, String track) throws BackstepException {
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
