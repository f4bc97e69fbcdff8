package dev.backstep.cli;

import dev.backstep.analysis.Analyst;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Timeline;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.rollback.export.DiagnosisText;
import dev.backstep.rollback.repair.Diagnosis;
import dev.backstep.rollback.repair.LiveRepairDesk;
import dev.backstep.rollback.repair.RepairWay;
import dev.backstep.text.Text;
import dev.backstep.text.VerdictText;
import java.io.IOException;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/** Says what a dirty mark can mean and which ways there are out of it; shows the plan of one, and runs it when confirmed. */
final class RepairCommand {

    private final Rooms rooms;
    private final Terminal terminal;

    RepairCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    ExitCode run(ParseResult arguments) throws BackstepException, IOException {
        return new WorkspaceArguments(rooms, terminal)
                .readBoth(arguments, (open, inspection) -> run(arguments, open, inspection));
    }

    private ExitCode run(ParseResult arguments, OpenWorkspace open, Inspection inspection) throws BackstepException {
        Timeline timeline = RollbackCommand.timeline(inspection, arguments.matchedOptionValue(Syntax.TRACK, ""));
        try (ReplayDesk replays = rooms.replays().get()) {
            LiveRepairDesk desk = new LiveRepairDesk(
                    open.database(),
                    open,
                    replays,
                    rooms.journal(),
                    inspection.timelines(),
                    timeline,
                    new Analyst(open).reading(inspection.timelines().size() == 1));
            terminal.err().println(Text.of("cli.repair.comparing"));
            terminal.err().flush();
            Diagnosis diagnosis = desk.diagnose(ReplayProgress.none());
            if (!arguments.hasMatchedOption(Syntax.WAY)) {
                show(timeline, diagnosis);
                return ExitCode.DONE;
            }
            RepairWay way = way(diagnosis, arguments.matchedOptionValue(Syntax.WAY, ""));
            String host = rooms.productionHost(open.database().settings());
            return new ConfirmedRun(terminal, desk.desk(way), way.plan(), host).run(arguments);
        }
    }

    private static RepairWay way(Diagnosis diagnosis, String id) throws BackstepException {
        return diagnosis.ways().stream()
                .filter(way -> way.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new BackstepException(
                        "cli.repair.whichWay",
                        null,
                        id,
                        diagnosis.ways().stream().map(RepairWay::id).collect(Collectors.joining(", "))));
    }

    private void show(Timeline timeline, Diagnosis diagnosis) {
        line(VerdictText.headline(timeline));
        line(VerdictText.dirtyMeaning(timeline));
        line("");
        DiagnosisText.notes(diagnosis).forEach(note -> line("! " + note));
        DiagnosisText.states(diagnosis).forEach(this::line);
        for (Diagnosis.Part part : diagnosis.scripts()) {
            line("");
            line(DiagnosisText.script(part));
            DiagnosisText.statements(part).forEach(statement -> line("  " + statement));
            if (part.failure() != null) {
                line("! " + Text.of("repair.script.fails", part.failure()));
            }
        }
        line("");
        line(Text.of("cli.repair.ways"));
        for (RepairWay way : diagnosis.ways()) {
            line("  --way " + way.id() + (way.known() ? "" : "  !"));
            line("      " + DiagnosisText.way(way));
            DiagnosisText.warnings(way).forEach(warning -> line("      ! " + warning));
        }
    }

    private void line(String line) {
        terminal.out().println(line);
    }
}
