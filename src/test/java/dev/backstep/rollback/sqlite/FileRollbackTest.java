package dev.backstep.rollback.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.FileBench;
import dev.backstep.fixture.NoProgress;
import dev.backstep.fixture.ToolBench;
import dev.backstep.inspection.Inspection;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.rollback.Ran;
import dev.backstep.rollback.export.FindingText;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.run.RunProgress;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.rollback.saved.Saved;
import dev.backstep.sql.sqlite.SqliteText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rollbacks of a SQLite file as AIOStreams leaves it. */
class FileRollbackTest {

    @TempDir
    Path folder;

    private FileBench bench;

    @BeforeEach
    void open() {
        bench = new FileBench(folder);
        bench.migration(1, "baseline", """
                CREATE TABLE IF NOT EXISTS users (uuid TEXT PRIMARY KEY, "order" INTEGER);
                CREATE INDEX IF NOT EXISTS by_order ON users ("order");
                """);
        bench.migration(2, "events", """
                CREATE TABLE IF NOT EXISTS events (
                  id INTEGER PRIMARY KEY AUTOINCREMENT, -- counts
                  uuid TEXT NOT NULL REFERENCES users(uuid) ON DELETE CASCADE,
                  CHECK (length(uuid) > 0)
                );
                INSERT OR IGNORE INTO events (id, uuid) SELECT 1, uuid FROM users;
                CREATE TRIGGER IF NOT EXISTS gone AFTER DELETE ON users BEGIN
                  DELETE FROM events WHERE uuid = old.uuid;
                END;
                """);
        bench.migration(3, "columns", """
                ALTER TABLE users ADD COLUMN label TEXT NOT NULL DEFAULT 'a; b';
                ALTER TABLE users RENAME COLUMN "order" TO place;
                DROP INDEX IF EXISTS by_order;
                CREATE UNIQUE INDEX IF NOT EXISTS by_label ON users (uuid, label) WHERE label <> '';
                """);
        bench.repository.commit("Three");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theTimelineIsReadFromTheFileAndTheFilesSqliteTextsAndLookingLeavesNoTrace() throws Exception {
        bench.apply("WAL", 1, 2);
        assertEquals(
                List.of("3 columns CHECKOUT FOUND", "2 events BOTH FOUND", "1 baseline BOTH FOUND"),
                ToolBench.rows(bench.timeline()));
        assertEquals(new Verdict.Behind(1, Version.of(2)), bench.timeline().verdict());
        Inspection.Connected side =
                assertInstanceOf(Inspection.Connected.class, bench.inspect().database());
        assertEquals("db.sqlite", side.identity().database());
        assertEquals("main._migrations", side.tables().getFirst().toString());
        try (var files = Files.list(bench.file.getParent())) {
            assertEquals(List.of(bench.file), files.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "WAL"})
    void everyStepBackIsTheStateBeforeAndTheFileAsItWasIsKept(String mode) throws Exception {
        String[] states = new String[4];
        bench.apply(mode);
        for (int i = 1; i <= 3; i++) {
            states[i - 1] = bench.state();
            bench.apply(mode, i);
        }
        bench.sql("INSERT INTO users (uuid, place) VALUES ('u', 7)", "INSERT INTO events (uuid) VALUES ('u')");
        String full = bench.state();
        for (int target = 2; target >= 0; target--) {
            Plan plan = bench.plan(target == 0 ? null : target);
            assertTrue(plan.runnable(), plan.toString());
            Ran ran = run(plan, new NoProgress());
            assertEquals(
                    target == 0 ? null : Version.of(target),
                    assertInstanceOf(RunOutcome.RolledBack.class, ran.outcome()).at());
            assertEquals(words(states[target]), words(bench.state()));
            Path copy = assertInstanceOf(Saved.WholeFile.class, ran.saved()).file();
            assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(copy));
            if (target == 2) {
                assertEquals(full, FileBench.state(copy));
                assertEquals("7", FileBench.query(bench.file, "SELECT \"order\" FROM users"));
            }
        }
        assertEquals("ok", FileBench.query(bench.file, "PRAGMA integrity_check"));
    }

    @Test
    void aPlanSaysWhatIsLostCountedAndNothingOfLocks() throws Exception {
        bench.apply("DELETE", 1, 2, 3);
        bench.sql("INSERT INTO users (uuid) VALUES ('a'), ('b')", "INSERT INTO events (uuid) VALUES ('a')");
        Plan plan = bench.plan(1);
        Impact impact = bench.desk().impact(plan);
        assertEquals(
                List.of("drops users.label: all 2 rows hold a value", "drops the table events: 1 row"),
                plan.steps().stream()
                        .flatMap(step ->
                                FindingText.of(step, impact.of(plan.steps().indexOf(step))).stream())
                        .filter(each -> each.finding() instanceof Finding.LosesData)
                        .map(each -> each.words().sentence())
                        .toList());
        assertEquals(
                List.of("OK", "ASKS", "OK", "OK", "OK", "ASKS"),
                bench.desk().check(plan).stream()
                        .map(check -> check.state().name())
                        .toList());
    }

    @Test
    void whatOnlyABackupBringsBackIsSaidAndBlocks() throws Exception {
        bench.migration(
                4,
                "rows",
                "UPDATE users SET label = 'x';\n INSERT INTO users (uuid) VALUES ('new');\n"
                        + "ALTER TABLE users DROP COLUMN place;\n DROP TABLE events;");
        bench.repository.commit("Four");
        bench.apply("DELETE", 1, 2, 3, 4);
        Plan plan = bench.plan(3);
        assertFalse(plan.runnable());
        Finding.CannotGenerate cannot = plan.steps().getFirst().findings().stream()
                .filter(Finding.CannotGenerate.class::isInstance)
                .map(Finding.CannotGenerate.class::cast)
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of("ROWS", "ROWS", "DROPPED", "DROPPED"),
                cannot.statements().stream().map(each -> each.why().name()).toList());
    }

    @Test
    void aHistoryThatMovedOrAFileThatSomebodyWritesStopsTheRunWithNothingDone() throws Exception {
        bench.apply("WAL", 1, 2, 3);
        Plan plan = bench.plan(2);
        String before = bench.state();
        try (Connection application = bench.connect();
                Statement statement = application.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");
            RunOutcome.Stopped stopped = assertInstanceOf(
                    RunOutcome.Stopped.class, run(plan, new NoProgress()).outcome());
            assertEquals(
                    "The file " + bench.file
                            + " is locked by another program that writes to it. Try again when it is done.",
                    stopped.reason());
            statement.executeUpdate("ROLLBACK");
        }
        bench.sql("INSERT INTO _migrations (id, name) VALUES (9, 'other')");
        assertInstanceOf(RunOutcome.Changed.class, run(plan, new NoProgress()).outcome());
        bench.sql("DELETE FROM _migrations WHERE id = 9");
        assertEquals(before, bench.state());
        assertFalse(Files.exists(bench.copies));
    }

    @Test
    void aSchemaThatIsNotItsMigrationsIsNoHindranceWhereThePlanDoesNotMeetIt() throws Exception {
        bench.apply("DELETE", 1, 2, 3);
        bench.sql("CREATE INDEX own ON users (place)");
        assertInstanceOf(
                RunOutcome.RolledBack.class,
                run(bench.plan(2), new NoProgress()).outcome());
        bench.apply("DELETE", 3);
        bench.sql("CREATE INDEX other ON users (label)");
        String before = bench.state();
        Ran ran = run(bench.plan(2), new NoProgress());
        assertTrue(assertInstanceOf(RunOutcome.Stopped.class, ran.outcome()).nothingDone());
        assertEquals(before, bench.state());
    }

    @Test
    void cancellingTakesEverythingBack() throws Exception {
        bench.apply("WAL", 1, 2, 3);
        String before = bench.state();
        FileRollbackDesk desk = bench.desk();
        Plan plan = bench.plan(null);
        RunProgress cancels = new NoProgress() {
            @Override
            public void stepStarted(int index) {
                if (index == 1) {
                    desk.cancel();
                }
            }
        };
        RunOutcome outcome = desk.run(plan, new SaveChoice.Nothing(), RunLimits.DEFAULT, cancels)
                .outcome();
        assertTrue(assertInstanceOf(RunOutcome.Stopped.class, outcome).cancelled());
        assertEquals(before, bench.state());
    }

    private Ran run(Plan plan, RunProgress progress) throws BackstepException {
        return bench.desk().run(plan, new SaveChoice.Nothing(), RunLimits.DEFAULT, progress);
    }

    /** The way SQLite writes a changed table back differs in blanks only. */
    private static String words(String state) {
        return SqliteText.normal(state);
    }
}
