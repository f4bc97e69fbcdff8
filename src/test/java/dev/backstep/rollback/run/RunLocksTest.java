package dev.backstep.rollback.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.database.Activity;
import dev.backstep.fixture.Await;
import dev.backstep.fixture.Postgres;
import dev.backstep.fixture.TransactionPooler;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Session;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Plan;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunLocksTest {

    private static final RunLimits PATIENT = new RunLimits(Duration.ofSeconds(30), Duration.ofSeconds(30));

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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aMigrationUnderWayKeepsTheRunOut(int key) throws SQLException {
        Plan plan = scene.plan("DROP TABLE c");
        String before = scene.state();
        try (Connection server = scene.postgres.connect("orchard-server")) {
            Scene.execute(server, "SELECT pg_advisory_lock(" + scene.keys().get(key) + ")");
            Heard heard = new Heard();
            RunOutcome outcome = scene.run.run(plan, Scene.QUICK, heard);
            assertEquals(
                    new RunOutcome.LockHeld(
                            List.of(new Session(Scene.pid(server), "postgres", "orchard-server", "127.0.0.1", "idle"))),
                    outcome);
            assertEquals(
                    List.of("waiting for [orchard-server]"),
                    heard.events.stream().distinct().toList());
            scene.awaitNothingHeld();
            assertEquals(scene.keys().size() - 1, scene.freeKeys());
        }
        assertEquals(before, scene.state());
    }

    @Test
    void aLockInATransactionCountsAsMuch() throws SQLException {
        try (Connection server = scene.postgres.connect("orchard-server")) {
            Scene.execute(
                    server,
                    "BEGIN; SELECT pg_advisory_xact_lock(" + scene.keys().getLast() + ")");
            RunOutcome.LockHeld held =
                    assertInstanceOf(RunOutcome.LockHeld.class, scene.run(scene.plan("DROP TABLE c")));
            assertEquals(
                    List.of("orchard-server"),
                    held.holders().stream().map(Session::application).toList());
        }
    }

    @Test
    void theRunGoesOnWhenTheMigrationIsDone() throws SQLException {
        Connection server = scene.postgres.connect("orchard-server");
        Scene.execute(server, "SELECT pg_advisory_lock(" + scene.keys().getLast() + ")");
        Heard heard = new Heard()
                .when("waiting for [orchard-server]", () -> Scene.execute(server, "SELECT pg_advisory_unlock_all()"));
        RunOutcome outcome = scene.run.run(scene.plan("DROP TABLE c"), PATIENT, heard);
        assertEquals(
                Version.of(2),
                assertInstanceOf(RunOutcome.RolledBack.class, outcome).at());
        assertEquals(
                List.of("waiting for [orchard-server]", "locked", "started 0", "finished 0", "committing"),
                heard.events);
        server.close();
    }

    @Test
    void aMigrationThatRanWhileTheRunWaitedChangesThePlan() throws SQLException {
        Connection server = scene.postgres.connect("orchard-server");
        Scene.execute(server, "SELECT pg_advisory_lock(" + scene.keys().getFirst() + ")");
        Heard heard = new Heard()
                .when(
                        "waiting for [orchard-server]",
                        () -> Scene.execute(
                                server, "UPDATE schema_migrations SET version = 4; SELECT pg_advisory_unlock_all()"));
        assertEquals(
                new RunOutcome.Changed(List.of("The version changed from 3 to 4.")),
                scene.run.run(scene.plan("DROP TABLE c"), PATIENT, heard));
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACCESS SHARE", "ROW EXCLUSIVE", "ACCESS EXCLUSIVE"})
    void aHistoryInUseKeepsTheRunOut(String mode) throws SQLException {
        Plan plan = scene.plan("DROP TABLE c");
        String before = scene.postgres.catalog();
        try (Connection server = scene.postgres.connect("orchard-server")) {
            Scene.execute(server, "BEGIN; LOCK TABLE schema_migrations IN " + mode + " MODE");
            assertEquals(
                    new RunOutcome.LockHeld(List.of(new Session(
                            Scene.pid(server), "postgres", "orchard-server", "127.0.0.1", "idle in transaction"))),
                    scene.run(plan));
        }
        assertEquals(before + "3 false", scene.postgres.catalog() + scene.row());
        scene.awaitNothingHeld();
    }

    @Test
    void nobodyMigratesOrReadsTheVersionWhileTheRunIsUnderWay() throws Exception {
        CompletableFuture<String> read = new CompletableFuture<>();
        Heard heard = new Heard().when("started 1", () -> {
            assertEquals(0, scene.freeKeys());
            read.completeAsync(() -> String.valueOf(scene.row()));
            Await.until(
                    "the starter waits",
                    () -> "1"
                            .equals(scene.postgres.value("SELECT count(*) FROM pg_locks"
                                    + " WHERE NOT granted AND relation = 'schema_migrations'::regclass")));
        });
        RunOutcome outcome = scene.run.run(scene.plan("DROP TABLE c", "DROP TABLE b"), PATIENT, heard);
        assertInstanceOf(RunOutcome.RolledBack.class, outcome);
        assertEquals("1 false", read.get());
        assertEquals(scene.keys().size(), scene.freeKeys());
    }

    @Test
    void aLockThatAScriptGaveAwayStopsTheRun() throws Exception {
        String before = scene.state();
        long key = scene.keys().getFirst();
        try (Connection other = scene.postgres.connect("other")) {
            CompletableFuture<Void> taken = new CompletableFuture<>();
            Heard heard = new Heard().when("started 0", () -> {
                taken.completeAsync(() -> {
                    Scene.execute(other, "SELECT pg_advisory_lock(" + key + ")");
                    return null;
                });
                Await.until(
                        "the other waits",
                        () -> "1"
                                .equals(scene.postgres.value(
                                        "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'"
                                                + " AND database = (SELECT oid FROM pg_database"
                                                + " WHERE datname = current_database())")));
            });
            RunOutcome outcome =
                    scene.run.run(scene.plan("DROP TABLE c; SELECT pg_advisory_unlock_all()"), PATIENT, heard);
            taken.get();
            RunOutcome.Stopped stopped = assertInstanceOf(RunOutcome.Stopped.class, outcome);
            assertEquals(
                    new RunOutcome.Stopped(
                            0,
                            "A script let go of the tool's lock, and another program took it. The step was rolled back."
                                    + " Stop the application, then run again.",
                            false,
                            0,
                            Version.of(3),
                            0),
                    stopped);
        }
        assertEquals(before, scene.state());
    }

    @Test
    void aRunThroughAPoolerThatGivesSessionsAwayDoesNotBegin() throws Exception {
        Postgres postgres = Postgres.freshDatabase();
        try (TransactionPooler pooler = new TransactionPooler(Postgres.port(), false);
                Scene far = new Scene(
                        postgres,
                        new ConnectionSettings(
                                "localhost", pooler.port(), postgres.name(), "postgres", "disable", null, null),
                        Scene.TABLE,
                        folder)) {
            RunOutcome.Stopped stopped =
                    assertInstanceOf(RunOutcome.Stopped.class, far.run(far.plan("CREATE TABLE x ()")));
            assertEquals(new RunOutcome.Stopped(-1, stopped.reason(), false, 0, Version.of(3), 0), stopped);
            assertTrue(stopped.reason().contains("pool_mode = transaction"), stopped::reason);
            assertEquals(null, postgres.value("SELECT to_regclass('x')"));
            assertEquals("off read committed 0 0", settings(pooler, postgres));
        }
    }

    @Test
    void whatAStatementWaitsForIsToldWhileItWaits() throws Exception {
        RunLimits patient = new RunLimits(Duration.ofSeconds(60), Duration.ofSeconds(60));
        try (Connection holder = scene.postgres.connect("nightly-report")) {
            Scene.execute(holder, "BEGIN; SELECT * FROM c");
            Heard heard = new Heard();
            CompletableFuture<RunOutcome> run = scene.start(scene.plan("DROP TABLE c"), patient, heard);
            Await.until("the wait is told", () -> !heard.waits.isEmpty());
            RunProgress.Wait wait = heard.waits.getFirst();
            assertEquals("Lock: relation", wait.event());
            assertEquals(
                    List.of(new Session(
                            Scene.pid(holder), "postgres", "nightly-report", "127.0.0.1", "idle in transaction")),
                    wait.holders().stream().map(Activity::session).toList());
            Scene.execute(holder, "ROLLBACK");
            assertInstanceOf(RunOutcome.RolledBack.class, run.get());
        }
    }

    @Test
    void aPreparedTransactionThatHoldsTheHistoryIsNamed() {
        Plan plan = scene.plan("DROP TABLE c");
        String gid = "gid_" + scene.postgres.name();
        scene.postgres.execute("BEGIN; LOCK TABLE schema_migrations IN SHARE MODE; PREPARE TRANSACTION '" + gid + "'");
        RunOutcome outcome = scene.run(plan);
        scene.postgres.execute("ROLLBACK PREPARED '" + gid + "'");
        assertEquals(
                new RunOutcome.LockHeld(
                        List.of(new Session(0, "postgres", "prepared transaction " + gid, "local", "prepared"))),
                outcome);
    }

    /** What an application that comes through the pooler afterwards finds its session set to. */
    private static String settings(TransactionPooler pooler, Postgres postgres) throws SQLException {
        String url = "jdbc:postgresql://localhost:" + pooler.port() + "/" + postgres.name() + "?sslmode=disable";
        try (Connection application = DriverManager.getConnection(url, Postgres.USER, "");
                Statement statement = application.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT concat_ws(' ', current_setting('default_transaction_read_only'),"
                                + " current_setting('default_transaction_isolation'), current_setting('statement_timeout'),"
                                + " current_setting('lock_timeout'))")) {
            row.next();
            return row.getString(1);
        }
    }
}
