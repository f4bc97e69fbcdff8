package dev.backstep.rollback.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Postgres;
import dev.backstep.fixture.Proxy;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Plan;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a run is stopped, version, dirty flag and schema are as before, and Backstep knows. */
class RunStopsTest {

    private static final RunLimits PATIENT = new RunLimits(Duration.ofSeconds(60), Duration.ofSeconds(60));

    @TempDir
    private Path folder;

    private Scene scene;
    private String before = "";

    @BeforeEach
    void open() {
        scene = new Scene(folder);
        before = scene.state();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void cancelStopsTheStatementOnTheServer() throws Exception {
        CompletableFuture<RunOutcome> run =
                scene.start(scene.plan("DROP TABLE c", "SELECT pg_sleep(300)"), PATIENT, new Heard());
        scene.awaitRunning("pg_sleep");
        scene.run.cancel();
        assertEquals(new RunOutcome.Stopped(1, "Cancelled.", true, 0, Version.of(3), 0), run.get());
        assertUntouched();
    }

    @Test
    void cancelBetweenTwoStatementsIsNotMissed() {
        Heard heard = new Heard().when("started 1", () -> scene.run.cancel());
        RunOutcome outcome = scene.run.run(scene.plan("DROP TABLE c", "SELECT pg_sleep(300)"), PATIENT, heard);
        assertEquals(new RunOutcome.Stopped(1, "Cancelled.", true, 0, Version.of(3), 0), outcome);
        assertUntouched();
    }

    @Test
    void aScriptCannotSwallowTheCancel() throws Exception {
        CompletableFuture<RunOutcome> run = scene.start(
                scene.plan("DO $$ BEGIN PERFORM pg_sleep(300); EXCEPTION WHEN query_canceled THEN"
                        + " PERFORM pg_sleep(301); END $$"),
                PATIENT,
                new Heard());
        scene.awaitRunning("pg_sleep");
        scene.run.cancel();
        assertEquals(new RunOutcome.Stopped(0, "Cancelled.", true, 0, Version.of(3), 0), run.get());
        assertUntouched();
    }

    @Test
    void cancelEndsTheWaitForTheToolsLock() throws Exception {
        try (Connection server = scene.postgres.connect("orchard-server")) {
            Scene.execute(server, "SELECT pg_advisory_lock(" + scene.keys().getFirst() + ")");
            Heard heard = new Heard().when("waiting for [orchard-server]", () -> scene.run.cancel());
            RunOutcome outcome = scene.run.run(scene.plan("DROP TABLE c"), PATIENT, heard);
            assertEquals(new RunOutcome.Stopped(-1, "Cancelled.", true, 0, Version.of(3), 0), outcome);
        }
        assertUntouched();
    }

    @Test
    void cancelEndsTheWaitForTheHistory() throws Exception {
        Plan plan = scene.plan("DROP TABLE c");
        try (Connection server = scene.postgres.connect("orchard-server")) {
            Scene.execute(server, "BEGIN; SELECT * FROM schema_migrations");
            CompletableFuture<RunOutcome> run = scene.start(plan, PATIENT, new Heard());
            scene.awaitRunning("LOCK TABLE");
            scene.run.cancel();
            assertEquals(new RunOutcome.Stopped(-1, "Cancelled.", true, 0, Version.of(3), 0), run.get());
        }
        assertUntouched();
    }

    @Test
    void cancelBeforeTheRunStopsIt() {
        scene.run.cancel();
        assertEquals(
                new RunOutcome.Stopped(-1, "Cancelled.", true, 0, Version.of(3), 0),
                scene.run(scene.plan("DROP TABLE c")));
        assertUntouched();
    }

    @Test
    void cancelDuringTheCommitIsTooLate() {
        Heard heard = new Heard().when("committing", () -> scene.run.cancel());
        RunOutcome outcome = scene.run.run(scene.plan("DROP TABLE c"), PATIENT, heard);
        assertEquals(
                Version.of(2),
                assertInstanceOf(RunOutcome.RolledBack.class, outcome).at());
        assertEquals("2 false", scene.row());
    }

    @Test
    void aSessionThatIsEndedByTheAdministratorLeavesTheDatabaseAsItWas() throws Exception {
        CompletableFuture<RunOutcome> run =
                scene.start(scene.plan("DROP TABLE c", "SELECT pg_sleep(300)"), PATIENT, new Heard());
        scene.awaitRunning("pg_sleep");
        scene.postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND application_name = 'Backstep'");
        RunOutcome.Stopped stopped = assertInstanceOf(RunOutcome.Stopped.class, run.get());
        assertEquals(new RunOutcome.Stopped(1, stopped.reason(), false, 0, Version.of(3), 0), stopped);
        assertTrue(stopped.reason().startsWith("The connection to localhost:"), stopped.reason());
        assertUntouched();
    }

    @Test
    void aBrokenConnectionLeavesTheDatabaseAsItWas() throws Exception {
        try (Proxy proxy = new Proxy(Postgres.port());
                Scene far = Scene.behind(proxy, folder)) {
            String untouched = far.state();
            CompletableFuture<RunOutcome> run =
                    far.start(far.plan("CREATE TABLE x ()", "SELECT pg_sleep(300)"), PATIENT, new Heard());
            far.awaitRunning("pg_sleep");
            proxy.cut();
            RunOutcome.Stopped stopped = assertInstanceOf(RunOutcome.Stopped.class, run.get());
            assertEquals(new RunOutcome.Stopped(1, stopped.reason(), false, 0, Version.of(3), 0), stopped);
            far.awaitNothingHeld();
            assertEquals(untouched, far.state());
        }
    }

    @Test
    void aServerThatCannotBeReachedAnyMoreLeavesTheOutcomeUnknown() throws Exception {
        try (Proxy proxy = new Proxy(Postgres.port());
                Scene far = Scene.behind(proxy, folder)) {
            String untouched = far.state();
            CompletableFuture<RunOutcome> run = far.start(far.plan("SELECT pg_sleep(300)"), PATIENT, new Heard());
            far.awaitRunning("pg_sleep");
            proxy.vanish();
            RunOutcome.Unknown unknown = assertInstanceOf(RunOutcome.Unknown.class, run.get());
            assertEquals(new RunOutcome.Unknown(unknown.reason(), false), unknown);
            far.awaitNothingHeld();
            assertEquals(untouched, far.state());
        }
    }

    @Test
    void aCommitThatDidNotArriveIsKnownNotToHaveHappened() throws Exception {
        try (Proxy proxy = new Proxy(Postgres.port());
                Scene far = Scene.behind(proxy, folder)) {
            String untouched = far.state();
            Heard heard = new Heard().when("committing", proxy::cut);
            RunOutcome.Stopped stopped = assertInstanceOf(
                    RunOutcome.Stopped.class, far.run.run(far.plan("CREATE TABLE x ()"), PATIENT, heard));
            assertEquals(new RunOutcome.Stopped(0, stopped.reason(), false, 0, Version.of(3), 0), stopped);
            assertEquals(untouched, far.state());
        }
    }

    @Test
    void aCommitWhoseAnswerWasLostIsKnownToHaveHappened() throws Exception {
        try (Proxy proxy = new Proxy(Postgres.port());
                Scene far = Scene.behind(proxy, folder)) {
            Heard heard = new Heard().when("committing", proxy::loseTheNextAnswer);
            RunOutcome outcome = far.run.run(far.plan("CREATE TABLE x ()"), PATIENT, heard);
            assertEquals(
                    Version.of(2),
                    assertInstanceOf(RunOutcome.RolledBack.class, outcome).at());
            assertEquals("2 false", far.row());
            assertEquals("x", far.postgres.value("SELECT to_regclass('x')"));
        }
    }

    @Test
    void aCommitOfWhichNothingCanBeLearnedIsUnknown() throws Exception {
        try (Proxy proxy = new Proxy(Postgres.port());
                Scene far = Scene.behind(proxy, folder)) {
            Heard heard = new Heard().when("committing", proxy::vanish);
            RunOutcome outcome = far.run.run(far.plan("CREATE TABLE x ()"), PATIENT, heard);
            RunOutcome.Unknown unknown = assertInstanceOf(RunOutcome.Unknown.class, outcome);
            assertEquals(new RunOutcome.Unknown(unknown.reason(), true), unknown);
        }
    }

    @Test
    void aBackstepThatFailsInTheMiddleLeavesTheDatabaseAsItWas() {
        Heard heard = new Heard().when("finished 0", () -> {
            throw new IllegalStateException("a bug in the window");
        });
        assertThrows(IllegalStateException.class, () -> scene.run.run(scene.plan("DROP TABLE c"), PATIENT, heard));
        assertUntouched();
    }

    @Test
    void aKilledBackstepLeavesTheDatabaseAsItWas() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRun.class.getName(),
                        Integer.toString(Postgres.port()),
                        scene.postgres.name(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            scene.awaitRunning("pg_sleep(300)");
            assertEquals(0, scene.freeKeys());
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertUntouched();
        assertEquals(scene.keys().size(), scene.freeKeys());
        var unfinished = scene.journal.unfinished(scene.plan("SELECT 1").database());
        assertEquals(List.of(1), unfinished.stream().map(run -> run.step()).toList());
        assertEquals(
                List.of(1), unfinished.stream().map(run -> run.stepsFinished()).toList());
    }

    private void assertUntouched() {
        scene.awaitNothingHeld();
        assertEquals(before, scene.state());
    }
}
