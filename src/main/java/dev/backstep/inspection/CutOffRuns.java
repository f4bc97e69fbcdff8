package dev.backstep.inspection;

import dev.backstep.journal.Journal;
import dev.backstep.journal.RunStart;
import dev.backstep.journal.UnfinishedRun;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells of rollbacks that were cut off. One in a single transaction left everything or nothing, and is news for a day only;
 * one that ran step by step is told until a person has dealt with it.
 */
final class CutOffRuns {

    private static final Duration NEWS = Duration.ofDays(1);

    private CutOffRuns() {}

    /** A sentence per run of this database, oldest first. */
    static List<String> of(Journal journal, DatabaseIdentity database, List<Timeline> timelines) {
        try {
            return journal.unfinished(database).stream()
                    .filter(run -> run.start().oneTransaction()
                            ? run.at().isAfter(Instant.now().minus(NEWS))
                            : !goneOn(run, timelines))
                    .map(CutOffRuns::sentence)
                    .toList();
        } catch (IOException e) {
            return List.of(Text.of("inspection.journalUnreadable", String.valueOf(e.getMessage())));
        }
    }

    /** Whether the version is no longer where the run can have left it: then somebody has dealt with it. */
    private static boolean goneOn(UnfinishedRun run, List<Timeline> timelines) {
        return timelines.stream()
                .map(Timeline::history)
                .filter(history ->
                        history != null && history.table().equals(run.start().table()))
                .anyMatch(history -> !at(run, run.stepsFinished(), history.current())
                        && !(run.committing() && at(run, run.stepsFinished() + 1, history.current())));
    }

    private static boolean at(UnfinishedRun run, int steps, @Nullable Version version) {
        RunStart start = run.start();
        Version left = steps == 0 ? start.from() : start.steps().get(steps - 1).leavesAt();
        return Objects.equals(left, version);
    }

    private static String sentence(UnfinishedRun run) {
        Date begun = Date.from(run.at());
        int steps = run.start().steps().size();
        return run.start().oneTransaction()
                ? Text.of("inspection.unfinishedRun", begun, run.step() + 1, steps)
                : Text.of(
                        "inspection.unfinishedSteps",
                        begun,
                        run.stepsFinished(),
                        steps,
                        run.statementsFinished(),
                        run.statementUnderWay() ? 1 : 0,
                        run.committing() ? 1 : 0);
    }
}
