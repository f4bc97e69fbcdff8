package dev.backstep.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.journal.RunStart.PlannedStep;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final DatabaseIdentity ORCHARD = new DatabaseIdentity("localhost:5432", "orchard", 16384, "7412");
    private static final RunStart START = new RunStart(
            ORCHARD,
            new HistoryTable("golang-migrate", "public", "schema_migrations"),
            "b3c941f0",
            Version.of(2),
            null,
            false,
            List.of(new PlannedStep(Version.of(2), Version.of(1), 3), new PlannedStep(Version.of(1), null, 1)));

    @TempDir
    private Path home;

    @Test
    void aRunThatEndedIsFinished() throws IOException {
        Journal journal = new Journal(home.resolve("journal"));
        assertEquals(List.of(), journal.unfinished(ORCHARD));
        try (RunRecord run = journal.begin(START)) {
            run.stepStarted(0);
            run.stepFinished(0);
            run.ended("rolled back");
        }
        assertEquals(List.of(), journal.unfinished(ORCHARD));
    }

    @Test
    void aRunWithoutAnEndIsFoundWithItsPosition() throws IOException {
        Journal journal = new Journal(home);
        try (RunRecord run = journal.begin(START)) {
            run.stepStarted(0);
            run.statementStarted(0, 0);
            run.statementFinished(0, 0, 1);
            run.statementStarted(0, 1);
        }
        UnfinishedRun found = only(journal);
        assertEquals(new UnfinishedRun(found.file(), found.at(), START, 0, 0, 1, true, false), found);
        assertTrue(found.at().isAfter(Instant.now().minusSeconds(60)));
    }

    @Test
    void eachStepCountsItsOwnStatements() throws IOException {
        Journal journal = new Journal(home);
        try (RunRecord run = journal.begin(START)) {
            run.stepStarted(0);
            run.statementStarted(0, 0);
            run.statementFinished(0, 0, 1);
            run.committing(0);
            run.stepFinished(0);
            run.stepStarted(1);
            run.committing(1);
        }
        UnfinishedRun found = only(journal);
        assertEquals(new UnfinishedRun(found.file(), found.at(), START, 1, 1, 0, false, true), found);
    }

    @Test
    void aStatementInATransactionOfTheScriptsOwnIsNotDoneBeforeItsCommit() throws IOException {
        Journal journal = new Journal(home);
        try (RunRecord run = journal.begin(START)) {
            run.stepStarted(0);
            run.statementStarted(0, 0);
            run.statementFinished(0, 0, 0);
        }
        UnfinishedRun found = only(journal);
        assertEquals(new UnfinishedRun(found.file(), found.at(), START, 0, 0, 0, false, false), found);
    }

    @Test
    void aRunThatEndedInsideAStepIsToldOfAgain() throws IOException {
        Journal journal = new Journal(home);
        try (RunRecord run = journal.begin(START)) {
            run.stepStarted(0);
            run.statementStarted(0, 0);
            run.endedInside("stopped at step 0");
        }
        UnfinishedRun found = only(journal);
        assertEquals(new UnfinishedRun(found.file(), found.at(), START, 0, 0, 0, true, false), found);
    }

    @Test
    void aRunUnderWayIsNotAbandoned() throws IOException {
        Journal journal = new Journal(home);
        RunRecord run = journal.begin(START);
        assertEquals(List.of(), journal.unfinished(ORCHARD));
        run.close();
        assertEquals(1, journal.unfinished(ORCHARD).size());
    }

    @Test
    void runsOnOtherDatabasesAreNotMixedIn() throws IOException {
        Journal journal = new Journal(home);
        journal.begin(START).close();
        assertEquals(List.of(), journal.unfinished(new DatabaseIdentity("localhost:5432", "orchard", 16385, "7412")));
        assertEquals(List.of(), journal.unfinished(new DatabaseIdentity("localhost:5432", "orchard", 16384, "99")));
        assertEquals(
                1,
                journal.unfinished(new DatabaseIdentity("db.local:5432", "orchard", 16384, "7412"))
                        .size());
        assertEquals(List.of(), journal.unfinished(new DatabaseIdentity("db.local:5432", "orchard", 16384, "")));
    }

    @Test
    void aTornLastLineIsPassedOver() throws IOException {
        Journal journal = new Journal(home);
        try (RunRecord run = journal.begin(START)) {
            run.stepStarted(0);
        }
        Path file = only(journal).file();
        Files.writeString(file, "{\"event\":\"RUN_EN", StandardOpenOption.APPEND);
        UnfinishedRun found = only(journal);
        assertEquals(new UnfinishedRun(file, found.at(), START, 0, 0, 0, false, false), found);
    }

    @Test
    void aRunTornInItsFirstLineNeverBegan() throws IOException {
        Files.writeString(home.resolve("x.jsonl"), "{\"event\":\"RUN_STARTED\",\"at\":\"20");
        Files.writeString(home.resolve("y.jsonl"), "");
        Files.writeString(home.resolve("other.txt"), "not a run");
        assertEquals(List.of(), new Journal(home).unfinished(ORCHARD));
    }

    @Test
    void everyLineIsOnTheDiskWhenTheCallReturns() throws IOException {
        try (RunRecord run = new Journal(home).begin(START)) {
            run.stepStarted(0);
            try (Stream<Path> files = Files.list(home)) {
                assertEquals(
                        2, Files.readAllLines(files.findFirst().orElseThrow()).size());
            }
        }
    }

    @Test
    void aReportIsKeptForItsOwnerOnly() throws IOException {
        Path kept = new Journal(home.resolve("journal")).keepReport(Instant.parse("2026-11-21T10:00:01Z"), "<p>é</p>");
        assertEquals("<p>é</p>", Files.readString(kept));
        assertTrue(kept.getFileName().toString().matches("20261121T100001Z-.{8}\\.html"), kept::toString);
        if (Files.getFileStore(home).supportsFileAttributeView("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.getParent())));
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsAnError() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");
        assertThrows(IOException.class, () -> new Journal(file.resolve("journal")).begin(START));
    }

    private static UnfinishedRun only(Journal journal) throws IOException {
        List<UnfinishedRun> found = journal.unfinished(ORCHARD);
        assertEquals(1, found.size());
        return found.getFirst();
    }
}
