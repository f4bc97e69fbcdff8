package dev.backstep.cli;

import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.model.BackstepException;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.rollback.LiveRollbackDesk;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.repair.ResetPlanner;
import dev.backstep.rollback.run.Precaution;
import dev.backstep.text.Text;
import java.io.IOException;
import picocli.CommandLine.ParseResult;

/** Shows what a reset drops, and does it when its fingerprint and the database's name are given back. */
final class ResetCommand {

    private final Rooms rooms;
    private final Terminal terminal;

    ResetCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    ExitCode run(ParseResult arguments) throws BackstepException, IOException {
        return new WorkspaceArguments(rooms, terminal)
                .readBoth(arguments, (open, inspection) -> run(arguments, open, inspection));
    }

    private ExitCode run(ParseResult arguments, OpenWorkspace open, Inspection inspection) throws BackstepException {
        terminal.err().println(Text.of("cli.repair.comparing"));
        terminal.err().flush();
        try (ReplayDesk replays = rooms.replays().get()) {
            Plan plan = new ResetPlanner(open.database(), open, replays, inspection.timelines())
                    .plan(ReplayProgress.none());
            LiveRollbackDesk desk =
                    LiveRollbackDesk.of(open.database(), open, (_, _, _, _) -> plan, rooms.journal(), Precaution.NONE);
            String host = rooms.productionHost(open.database().settings());
            return new ConfirmedRun(terminal, desk, plan, host).run(arguments);
        }
    }
}
