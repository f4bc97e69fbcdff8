package dev.backstep.rollback.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.backstep.fixture.Postgres;
import dev.backstep.fixture.Proxy;
import dev.backstep.journal.UnfinishedRun;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.run.RunOutcome.Trace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepByStepTest {

    private static final RunLimits PATIENT = new RunLimits(Duration.ofSeconds(60), Duration.ofSeconds(60));

    @TempDir
    private Path folder;

    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void scriptsThatCannotRunInATransactionRunOnTheirOwn() {
        Plan plan = scene.plan(List.of(
                Scene.outside(3, "DROP INDEX CONCURRENTLY c_name;", " \n", "VACUUM c"),
                Scene.step(2, List.of("DROP TABLE b; DROP TABLE c"), List.of())));
        Heard heard = new Heard().when("started 1", () -> {
            assertEquals("2 false", scene.row());
            assertEquals(0, scene.freeKeys());
        });
        RunOutcome outcome = scene.run.run(plan, Scene.QUICK, heard);
        assertEquals(
                Version.of(1),
                assertInstanceOf(RunOutcome.RolledBack.class, outcome, outcome::toString)
                        .at());
        assertEquals("1 false", scene.row());
        assertEquals(
                List.of("locked", "started 0", "committing", "finished 0", "started 1", "committing", "finished 1"),
                heard.events);
        scene.awaitNothingHeld();
    }

    @Test
    void aFailureKeepsThePositionAndTheVersion() {
        Plan plan = scene.plan(List.of(Scene.outside(
                3, "DROP INDEX CONCURRENTLY c_name;", "DROP INDEX CONCURRENTLY missing;", "DROP TABLE c")));
        assertEquals(
                new RunOutcome.Stopped(
                        0,
                        "PostgreSQL refused the script: index \"missing\" does not exist (SQLSTATE 42704)",
                        false,
                        0,
                        Version.of(3),
                        1,
                        Trace.PART),
                scene.run(plan));
        assertEquals("3 false", scene.row());
        assertEquals(null, scene.postgres.value("SELECT to_regclass('c_name')"));
        assertEquals("c", scene.postgres.value("SELECT to_regclass('c')"));
        scene.awaitNothingHeld();
    }

    @Test
    void aStatementWhoseAnswerIsLostMayBeDone() throws Exception {
        try (Proxy proxy = new Proxy(Postgres.port());
                Scene far = Scene.behind(proxy, folder)) {
            far.postgres.execute("CREATE TABLE c (name text); CREATE INDEX c_name ON c (name)");
            Plan plan = far.plan(List.of(Scene.outside(
                    3, "DROP INDEX CONCURRENTLY c_name", "DROP TABLE c; SELECT pg_sleep(1)", "SELECT 1")));
            CompletableFuture<RunOutcome> run = far.start(plan, PATIENT, new Heard());
            far.awaitRunning("pg_sleep");
            proxy.loseTheNextAnswer();
            RunOutcome.Stopped stopped = assertInstanceOf(RunOutcome.Stopped.class, run.get());
            assertEquals(
                    new RunOutcome.Stopped(0, stopped.reason(), false, 0, Version.of(3), 1, Trace.NOT_KNOWN), stopped);
            assertEquals(null, far.postgres.value("SELECT to_regclass('c')"));
            UnfinishedRun kept = far.journal.unfinished(plan.database()).getFirst();
            assertEquals(new UnfinishedRun(kept.file(), kept.at(), kept.start(), 0, 0, 1, true, false), kept);
        }
    }

    @Test
    void stepsBeforeTheFailureStayUndone() {
        Plan plan = scene.plan(List.of(
                Scene.outside(3, "DROP INDEX CONCURRENTLY c_name;"),
                Scene.step(2, List.of("DROP TABLE c; DROP TABLE missing"), List.of()),
                Scene.step(1, List.of("DROP TABLE a"), List.of())));
        RunOutcome.Stopped stopped = assertInstanceOf(RunOutcome.Stopped.class, scene.run(plan));
        assertEquals(new RunOutcome.Stopped(1, stopped.reason(), false, 1, Version.of(2), 0), stopped);
        assertEquals("2 false", scene.row());
        assertEquals("c", scene.postgres.value("SELECT to_regclass('c')"));
    }

    @Test
    void aScriptMayHaveTransactionsOfItsOwn() {
        Plan plan = scene.plan(List.of(control("BEGIN;", "DROP TABLE c;", "COMMIT;", "SELECT 1;")));
        assertEquals(
                Version.of(2),
                assertInstanceOf(RunOutcome.RolledBack.class, scene.run(plan)).at());
    }

    @Test
    void aFailureInsideAScriptsTransactionGoesBackToItsBegin() {
        Plan plan = scene.plan(
                List.of(control("DROP INDEX c_name;", "BEGIN;", "DROP TABLE b;", "DROP TABLE missing;", "COMMIT;")));
        RunOutcome.Stopped stopped = assertInstanceOf(RunOutcome.Stopped.class, scene.run(plan));
        assertEquals(new RunOutcome.Stopped(0, stopped.reason(), false, 0, Version.of(3), 1), stopped);
        assertEquals("b", scene.postgres.value("SELECT to_regclass('b')"));
        scene.awaitNothingHeld();
    }

    @Test
    void aLoneBeginIsRolledBackAndSaid() {
        Plan plan = scene.plan(List.of(control("DROP INDEX c_name;", "BEGIN;", "DROP TABLE c;")));
        assertEquals(
                new RunOutcome.Stopped(
                        0,
                        "The script of 3 begins a transaction and does not end it. That part was rolled back, and"
                                + " the version stays where it was.",
                        false,
                        0,
                        Version.of(3),
                        1),
                scene.run(plan));
        assertEquals("c", scene.postgres.value("SELECT to_regclass('c')"));
        scene.awaitNothingHeld();
    }

    @Test
    void whatAScriptOnItsOwnSetsDoesNotReachTheVersion() {
        Plan plan = scene.plan(List.of(
                Scene.outside(
                        3,
                        "SET search_path = ''",
                        "SET ROLE pg_monitor",
                        "SELECT pg_advisory_unlock_all()",
                        "SET lock_timeout = 1"),
                Scene.step(2, List.of("DROP TABLE c"), List.of())));
        assertEquals(
                Version.of(1),
                assertInstanceOf(RunOutcome.RolledBack.class, scene.run(plan)).at());
    }

    @Test
    void aChangeBeforeTheFirstStepStopsTheRun() {
        Plan plan = scene.plan(List.of(Scene.outside(3, "DROP TABLE c")));
        scene.postgres.execute("UPDATE schema_migrations SET version = 2");
        assertEquals(new RunOutcome.Changed(List.of("The version changed from 3 to 2.")), scene.run(plan));
        assertEquals("c", scene.postgres.value("SELECT to_regclass('c')"));
    }

    @Test
    void aChangeBetweenTheStepsStopsTheRun() {
        Plan plan = scene.plan(List.of(
                Scene.outside(3, "DROP INDEX CONCURRENTLY c_name"), Scene.step(2, List.of("DROP TABLE c"), List.of())));
        Heard heard = new Heard()
                .when("finished 0", () -> scene.postgres.execute("UPDATE schema_migrations SET version = 9"));
        assertEquals(
                new RunOutcome.Stopped(
                        1,
                        "The version should be at 2 here, but somebody moved it to 9. Nothing more was run. Refresh and"
                                + " make a new plan.",
                        false,
                        1,
                        Version.of(9),
                        0),
                scene.run.run(plan, Scene.QUICK, heard));
        assertEquals("c", scene.postgres.value("SELECT to_regclass('c')"));
    }

    @Test
    void cancelStopsBetweenAndInsideStatements() throws Exception {
        Plan plan = scene.plan(
                List.of(Scene.outside(3, "DROP INDEX CONCURRENTLY c_name", "SELECT pg_sleep(300)", "DROP TABLE c")));
        CompletableFuture<RunOutcome> run = scene.start(plan, PATIENT, new Heard());
        scene.awaitRunning("pg_sleep");
        scene.run.cancel();
        assertEquals(new RunOutcome.Stopped(0, "Cancelled.", true, 0, Version.of(3), 1, Trace.PART), run.get());
        assertEquals("c", scene.postgres.value("SELECT to_regclass('c')"));
        scene.awaitNothingHeld();
    }

    @Test
    void aCancelDuringACommitStopsBeforeTheNextStep() {
        Plan plan = scene.plan(List.of(
                Scene.outside(3, "DROP INDEX CONCURRENTLY c_name"), Scene.step(2, List.of("DROP TABLE c"), List.of())));
        Heard heard = new Heard().when("committing", () -> scene.run.cancel());
        assertEquals(
                new RunOutcome.Stopped(0, "Cancelled.", true, 1, Version.of(2), 0),
                scene.run.run(plan, PATIENT, heard));
        assertEquals("c", scene.postgres.value("SELECT to_regclass('c')"));
    }

    private static Step control(String... statements) {
        return Scene.step(3, List.of(statements), List.of(new Finding.TransactionControl(List.of(statements))));
    }
}
