package dev.backstep.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.journal.Journal;
import dev.backstep.journal.RunRecord;
import dev.backstep.journal.RunStart;
import dev.backstep.journal.RunStart.PlannedStep;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Timeline;
import dev.backstep.model.Track;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutOffRunsTest {

    private static final DatabaseIdentity ORCHARD = new DatabaseIdentity("localhost:5432", "orchard", 16384, "7412");
    private static final HistoryTable TABLE = new HistoryTable("golang-migrate", "public", "schema_migrations");

    @TempDir
    private Path home;

    @Test
    void aStatementWithoutAnAnswerIsSaidToBePossiblyDone() throws Exception {
        Journal journal = new Journal(home);
        try (RunRecord run = journal.begin(start())) {
            run.stepStarted(0);
            run.statementStarted(0, 0);
            run.statementFinished(0, 0, 1);
            run.statementStarted(0, 1);
        }
        String sentence = CutOffRuns.of(journal, ORCHARD, List.of(at(3))).getFirst();
        assertTrue(
                sentence.endsWith(
                        "was cut off: 0 of 2 steps are done, and of the next one 1 statement. Another one had been sent,"
                                + " and may be done, in part, or not at all. See what the database holds before you go on."),
                sentence);
    }

    @Test
    void aCommitWithoutAnAnswerIsTold() throws Exception {
        Journal journal = new Journal(home);
        try (RunRecord run = journal.begin(start())) {
            run.stepStarted(0);
            run.committing(0);
        }
        String sentence = CutOffRuns.of(journal, ORCHARD, List.of(at(2))).getFirst();
        assertTrue(
                sentence.endsWith("and of the next one no statement. The commit of the next step had been sent: the"
                        + " timeline shows whether it went through. See what the database holds before you go on."),
                sentence);
    }

    @Test
    void nothingIsToldOnceTheVersionWentOn() throws Exception {
        Journal journal = new Journal(home);
        try (RunRecord run = journal.begin(start())) {
            run.stepStarted(0);
            run.statementStarted(0, 0);
            run.endedInside("stopped at step 0");
        }
        assertEquals(1, CutOffRuns.of(journal, ORCHARD, List.of(at(3))).size());
        assertEquals(1, CutOffRuns.of(journal, ORCHARD, List.of()).size());
        assertEquals(List.of(), CutOffRuns.of(journal, ORCHARD, List.of(at(2))));
    }

    private static RunStart start() {
        return new RunStart(
                ORCHARD,
                TABLE,
                "b3c941f0",
                Version.of(3),
                Version.of(1),
                false,
                List.of(
                        new PlannedStep(Version.of(3), Version.of(2), 3),
                        new PlannedStep(Version.of(2), Version.of(1), 1)));
    }

    private static Timeline at(int version) {
        return new Timeline(
                new Track("core", "migrations", TABLE),
                new History(TABLE, Version.of(version), false, List.of()),
                List.of(),
                null,
                new Verdict.InSync(Version.of(version)),
                List.of());
    }
}
