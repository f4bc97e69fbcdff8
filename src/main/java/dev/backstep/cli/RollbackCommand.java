package dev.backstep.cli;

import dev.backstep.analysis.Analyst;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.rollback.LiveRollbackDesk;
import dev.backstep.rollback.Ran;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.rollback.export.RunReport;
import dev.backstep.rollback.export.SavedText;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.saved.Salvage;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.rollback.saved.Unsaved;
import dev.backstep.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/**
 * Plans a rollback and, when its fingerprint and the database's name are given back, runs it: what runs is what was shown.
 */
final class RollbackCommand {

    private final Rooms rooms;
    private final Terminal terminal;

    RollbackCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
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
        LiveRollbackDesk desk = new LiveRollbackDesk(
                open.database(),
                open,
                new Analyst(open).reading(inspection.timelines().size() == 1),
                rooms.journal());
        Plan plan = desk.plan(timeline, target(timeline, arguments), Map.of());
        Salvage salvage = desk.salvage(plan);
        return arguments.hasMatchedOption(Syntax.RUN_PLAN)
                ? confirmed(arguments, desk, plan, salvage)
                : show(desk, plan, salvage);
    }

    private ExitCode show(LiveRollbackDesk desk, Plan plan, Salvage salvage) throws BackstepException {
        List<Check> checks = desk.check(plan);
        terminal.out().print(RollbackReport.plan(plan, desk.impact(plan), checks, salvage));
        boolean stops = checks.stream().anyMatch(check -> check.state() == Check.State.STOPS);
        if (!plan.runnable() || stops) {
            return ExitCode.FAILED;
        }
        String save = salvage.asks() ? Text.of("cli.rollback.saveOptions") : "";
        terminal.out()
                .println(Text.of(
                                "cli.rollback.howToRun",
                                plan.fingerprint().hex(),
                                plan.database().database(),
                                save)
                        .strip());
        return ExitCode.DONE;
    }

    private ExitCode confirmed(ParseResult arguments, LiveRollbackDesk desk, Plan plan, Salvage salvage)
            throws BackstepException {
        String fingerprint = arguments.matchedOptionValue(Syntax.RUN_PLAN, "");
        if (!plan.fingerprint().hex().equals(fingerprint)) {
            throw new BackstepException("cli.rollback.otherPlan", null, plan.fingerprint().hex());
        }
        if (!plan.database().database().equals(arguments.matchedOptionValue(Syntax.CONFIRM, ""))) {
            throw new BackstepException("cli.rollback.notConfirmed", null, PlanText.database(plan));
        }
        List<String> stops = desk.check(plan).stream()
                .filter(check -> check.state() == Check.State.STOPS)
                .map(Check::sentence)
                .toList();
        if (!stops.isEmpty()) {
            throw new BackstepException("cli.rollback.stopped", null, String.join(" ", stops));
        }
        SaveChoice save = save(arguments, desk, salvage);
        Ran ran = desk.run(plan, save, RunLimits.DEFAULT, new RunLines(terminal.err(), plan));
        terminal.out().print(RunReport.of(plan, ran.outcome(), SavedText.facts(ran), Instant.now()));
        if (ran.undo() != null) {
            terminal.out().println(Text.of("cli.rollback.undo", ran.undo()));
        }
        return ran.outcome() instanceof RunOutcome.RolledBack ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** What becomes of the data; nobody decides that by leaving it out. */
    private SaveChoice save(ParseResult arguments, LiveRollbackDesk desk, Salvage salvage) throws BackstepException {
        boolean dump = arguments.hasMatchedOption(Syntax.DUMP);
        if (arguments.hasMatchedOption(Syntax.SAVE)) {
            Path folder = arguments.matchedOptionValue(Syntax.SAVE, Path.of(""));
            if (dump) {
                String problem = desk.dumpProblem().map(Unsaved::sentence).orElse("");
                if (!problem.isEmpty()) {
                    throw new BackstepException("cli.rollback.stopped", null, problem);
                }
            }
            return new SaveChoice.ToFolder(terminal.folder().resolve(folder).normalize(), dump);
        }
        if (dump) {
            throw new BackstepException("cli.rollback.dumpWhere", null);
        }
        if (arguments.hasMatchedOption(Syntax.SAVE_IN_SCHEMA)) {
            return new SaveChoice.InSchema();
        }
        if (salvage.asks() && !arguments.hasMatchedOption(Syntax.NO_SAVE)) {
            throw new BackstepException("cli.rollback.saveMissing", null);
        }
        return new SaveChoice.Nothing();
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
