package dev.backstep.inspection;

import dev.backstep.journal.Journal;
import dev.backstep.journal.UnfinishedRun;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/**
 * Tells of rollbacks that were cut off. One in a single transaction left everything or nothing, and is news for a day only;
 * one that ran step by step is told until a person has dealt with it.
 */
final class CutOffRuns {

    private static final Duration NEWS = Duration.ofDays(1);

    private CutOffRuns() {}

    /** A sentence per run of this database, oldest first. */
    static List<String> of(Journal journal, DatabaseIdentity database) {
        try {
            return journal.unfinished(database).stream()
                    .filter(run -> !run.start().oneTransaction()
                            || run.at().isAfter(Instant.now().minus(NEWS)))
                    .map(CutOffRuns::sentence)
                    .toList();
        } catch (IOException e) {
            return List.of(Text.of("inspection.journalUnreadable", String.valueOf(e.getMessage())));
        }
    }

    private static String sentence(UnfinishedRun run) {
        Date begun = Date.from(run.at());
        int steps = run.start().steps().size();
        return run.start().oneTransaction()
                ? Text.of("inspection.unfinishedRun", begun, run.step() + 1, steps)
                : Text.of("inspection.unfinishedSteps", begun, run.stepsFinished(), steps, run.statementsFinished());
    }
}
