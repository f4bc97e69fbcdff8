package dev.backstep.cli;

import dev.backstep.inspection.Inspection;
import dev.backstep.likeness.Answer;
import dev.backstep.likeness.Inquiry;
import dev.backstep.likeness.Question;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Timeline;
import dev.backstep.replay.HistoryEvidence;
import dev.backstep.replay.Likeness;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.text.Text;
import java.io.IOException;
import picocli.CommandLine.ParseResult;

/** Says whether a live schema is what its applied migrations make. */
final class CompareCommand {

    private final Rooms rooms;
    private final Terminal terminal;

    CompareCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    /** Writes the differences; fails when a side could not be read, or the migrations could not be replayed. */
    ExitCode run(ParseResult arguments) throws BackstepException, IOException {
        Syntax.Format format = arguments.matchedOptionValue(Syntax.FORMAT, Syntax.Format.TEXT);
        return new WorkspaceArguments(rooms, terminal).readBoth(arguments, (open, inspection) -> {
            Answer answer = answer(inspection, open);
            terminal.out()
                    .print(
                            switch (format) {
                                case TEXT -> CompareReport.text(answer);
                                case JSON -> CompareReport.json(inspection, answer);
                            });
            Likeness.Compared compared = answer.likeness().candidates().getFirst();
            return compared.failure() == null ? ExitCode.DONE : ExitCode.FAILED;
        });
    }

    private Answer answer(Inspection inspection, HistoryEvidence evidence) throws BackstepException {
        Timeline asked = inspection.timelines().stream()
                .filter(timeline -> !timeline.applied().isEmpty())
                .findFirst()
                .orElseThrow(() -> new BackstepException(
                        "likeness.nothingApplied",
                        null,
                        inspection.workspace().database().database()));
        terminal.err().println(Text.of("cli.compare.replaying", asked.track().name()));
        terminal.err().flush();
        try (ReplayDesk desk = rooms.replays().get()) {
            return new Inquiry(Question.AS_RECORDED, evidence, desk, ReplayProgress.none())
                    .answer(inspection.timelines(), asked);
        }
    }
}
