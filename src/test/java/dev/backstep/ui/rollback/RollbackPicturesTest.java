package dev.backstep.ui.rollback;

import static dev.backstep.fixture.Window.fx;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.database.Activity;
import dev.backstep.fixture.Plans;
import dev.backstep.fixture.ScriptedDesk;
import dev.backstep.fixture.Window;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.Session;
import dev.backstep.model.Version;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.impact.StepImpact;
import dev.backstep.rollback.plan.Dependent;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.run.RunProgress;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import dev.backstep.sql.rules.ObjectId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.application.ColorScheme;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every page drawn in light and dark to target/pictures, also with data that nobody designed for. */
class RollbackPicturesTest {

    private final ScriptedDesk desk = new ScriptedDesk();
    private Window window;
    private RollbackBench bench;

    @BeforeEach
    void open() throws Exception {
        window = new Window();
        bench = new RollbackBench(window, desk);
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void target() throws Exception {
        bench.show(Plans.timeline(60));
        picture("target");
    }

    @Test
    void preview() throws Exception {
        bench.show(Plans.timeline(60));
        bench.goOn();
        picture("preview");
    }

    @Test
    void findings() throws Exception {
        List<Dependent> dependents = List.of(
                new Dependent("view", "public.active_workspaces", null),
                new Dependent("table constraint", "tasks_workspace_fkey on public.tasks", null),
                new Dependent("table", "public.workspaces_old", 1_204L));
        ObjectId workspaces = new ObjectId(ObjectKind.TABLE, new QName("public", "workspaces"), "");
        Step full = Plans.read(448, "alpha_cleanup", """
                ALTER TABLE workspaces DROP COLUMN alpha_score, ALTER COLUMN alpha_kind TYPE varchar(8);
                DELETE FROM tasks WHERE title IS NULL;
                UPDATE workspaces SET name = lower(name);
                """);
        desk.planning((_, _) -> Plans.plan(full, Plans.read(447, "drop_all", "DROP TABLE workspaces CASCADE;\n")));
        desk.impacting(plan -> {
            Impact impact = Plans.impact(plan);
            List<StepImpact> steps = List.of(
                    new StepImpact(
                            impact.of(0).measures(),
                            List.of(new Finding.InTheWay(workspaces, dependents), new Finding.NotThere(workspaces))),
                    new StepImpact(impact.of(1).measures(), List.of(new Finding.Cascades(workspaces, dependents))));
            return new Impact(impact.readAt(), steps);
        });
        for (double[] size : new double[][] {{1360, 860}, {1000, 700}, {720, 520}}) {
            String name = "-" + (int) size[0];
            bench.show(Plans.timeline(60));
            fx(() -> {
                window.stage().setWidth(size[0]);
                window.stage().setHeight(size[1]);
            });
            bench.goOn();
            picture("findings" + name);
            fx(() -> bench.list("steps").getSelectionModel().select(1));
            picture("findings-cascade" + name);
            bench.goOn();
            picture("findings-confirm" + name);
        }
    }

    @Test
    void ambiguous() throws Exception {
        desk.planning((_, _) -> Plans.plan(
                Plans.step(448, "alpha_cleanup", "SELECT 1;\n", new Finding.MayNotHaveRun()),
                Plans.stepWithout(447, "alpha_indexes", new Finding.Ambiguous(Plans.candidates())),
                Plans.stepWithout(446, "alpha_feature", new Finding.MissingDown())));
        bench.show(Plans.timeline(3));
        bench.goOn();
        fx(() -> bench.list("steps").getSelectionModel().select(1));
        picture("preview-ambiguous");
        assertEquals(true, bench.button("action").isDisabled());
    }

    @Test
    void stepByStep() throws Exception {
        desk.planning((_, _) -> Plans.plan(
                Plans.step(
                        448,
                        "alpha_cleanup",
                        "DROP INDEX CONCURRENTLY a;\n",
                        new Finding.OutsideTransaction(List.of("DROP INDEX CONCURRENTLY a")),
                        new Finding.Chosen(Plans.candidates().getFirst())),
                Plans.step(447, "alpha_indexes", "-- nothing\n", new Finding.CommentsOnly())));
        bench.show(Plans.timeline(3));
        bench.goOn();
        picture("preview-stepwise");
    }

    @Test
    void confirm() throws Exception {
        bench.show(Plans.timeline(60));
        bench.goOn();
        bench.goOn();
        bench.type("orchard_d");
        picture("confirm");
    }

    @Test
    void confirmStopped() throws Exception {
        List<Check> checks = new ArrayList<>(ScriptedDesk.inOrder());
        checks.set(
                2,
                new Check(
                        "lock",
                        Check.State.STOPS,
                        "golang-migrate's lock is held by orchard-server (127.0.0.1), process 4242, since 12 minutes."
                                + " Stop it, or wait until its migration has ended.",
                        "pg_advisory_lock"));
        desk.checking(_ -> checks);
        bench.show(Plans.timeline(60));
        bench.goOn();
        bench.goOn();
        fx(() -> bench.field("lock-wait").setText("soon"));
        fx(() -> ((NameField) bench.field("typed-name")).paste());
        picture("confirm-stopped");
    }

    @Test
    void manyChecks() throws Exception {
        List<Check> checks = new ArrayList<>(ScriptedDesk.inOrder());
        checks.add(
                2,
                new Check(
                        "server",
                        Check.State.OK,
                        "The server takes writes, and role app may write the history",
                        "PostgreSQL 18.6"));
        checks.add(
                3,
                new Check(
                        "rights",
                        Check.State.STOPS,
                        "Role app lacks ownership of table public.workspaces (owner orchard), ownership of type public.mood"
                                + " (owner orchard), DELETE on table public.tasks. Connect as the role that runs the"
                                + " migrations, or have it granted.",
                        ""));
        checks.add(new Check(
                "tables",
                Check.State.ASKS,
                "The plan would wait: nightly-report (10.0.3.17), process 48213, idle in transaction for 14 min, uses"
                        + " public.workspaces. End what runs there, or the run gives up when the wait for a table's lock is"
                        + " over.",
                ""));
        checks.add(new Check("prepared", Check.State.OK, "No prepared transaction", ""));
        checks.add(new Check("replication", Check.State.OK, "No logical replication from or into this database", ""));
        checks.add(new Check("pooler", Check.State.OK, "Backstep talks to the server directly", ""));
        desk.checking(_ -> checks);
        bench.show(Plans.timeline(60));
        for (double[] size : new double[][] {{1360, 860}, {1000, 700}}) {
            fx(() -> {
                window.stage().setWidth(size[0]);
                window.stage().setHeight(size[1]);
            });
            if (size[0] == 1360) {
                bench.goOn();
                bench.goOn();
            }
            picture("checks-" + (int) size[0]);
        }
        assertEquals(6, ((VBox) bench.node("checks")).getChildren().size());
        fx(() -> ((Hyperlink) bench.node("show-all-checks")).fire());
        picture("checks-all");
        assertEquals(10, ((VBox) bench.node("checks")).getChildren().size());
    }

    @Test
    void production() throws Exception {
        desk.planning((_, _) -> Plans.plan(
                new DatabaseIdentity("db-1.prod.orchard.example:5432", "orchard", 1, ""),
                List.of(Plans.step(448, "alpha_cleanup", "DROP TABLE a"))));
        bench.show(Plans.timeline(60));
        bench.goOn();
        bench.goOn();
        bench.type("orchard");
        bench.typeHost("db-1.pr");
        picture("confirm-production");
        assertEquals(true, bench.button("action").isDisabled());
    }

    @Test
    void hostile() throws Exception {
        String name = "weird\nname \u202Egnol\u202C שלום " + "x".repeat(200);
        StringBuilder big = new StringBuilder();
        while (big.length() < 100_000) {
            big.append("ALTER TABLE t_").append(big.length()).append(" DROP COLUMN c; -- \u202E comment\n");
        }
        List<Step> steps = new ArrayList<>();
        for (int version = 448; version > 148; version--) {
            steps.add(Plans.step(version, version == 448 ? name : "step_" + version, big.toString()));
        }
        DatabaseIdentity database = new DatabaseIdentity("localhost:5432", "או\nrchard" + "y".repeat(50), 1, "");
        desk.planning((_, _) -> Plans.plan(database, steps));
        bench.show(Plans.timeline(60));
        bench.goOn();
        picture("hostile-preview");
        bench.goOn();
        picture("hostile-confirm");
    }

    @Test
    void outcomes() throws Exception {
        Session holder = new Session(4242, "app", "orchard-server", "127.0.0.1", "idle in transaction");
        List<RunOutcome> outcomes = List.of(
                new RunOutcome.RolledBack(Plans.orchard().target(), Duration.ofMillis(1830)),
                new RunOutcome.Changed(List.of("The history table says 449 now, not 448.")),
                new RunOutcome.LockHeld(List.of(holder)),
                new RunOutcome.Stopped(
                        1,
                        "ERROR: column \"alpha_kind\" of relation \"workspaces\" does not exist",
                        false,
                        0,
                        Plans.orchard().history().current(),
                        0),
                new RunOutcome.Unknown("The connection was lost: an I/O error occurred.", true));
        for (RunOutcome outcome : outcomes) {
            desk.running((plan, limits, progress) -> {
                ScriptedDesk.rollBack(plan, limits, progress);
                return outcome;
            });
            bench.show(Plans.timeline(60));
            bench.run();
            Window.await(() -> bench.seen("outcome"));
            picture("outcome-" + outcome.getClass().getSimpleName());
        }
    }

    @Test
    void aStatementThatMayBeDone() throws Exception {
        Step indexes = new Step(
                Plans.orchard().steps().getFirst().migration(),
                "DROP INDEX CONCURRENTLY a; DROP INDEX CONCURRENTLY b;",
                Plans.orchard().steps().getFirst().source(),
                Version.of(447),
                List.of("DROP INDEX CONCURRENTLY a;", "DROP INDEX CONCURRENTLY b;"),
                List.of(new Finding.OutsideTransaction(List.of("DROP INDEX CONCURRENTLY a"))),
                List.of());
        desk.planning((_, _) -> Plans.plan(indexes));
        desk.running((plan, _, progress) -> {
            progress.locked();
            progress.stepStarted(0);
            return new RunOutcome.Stopped(
                    0,
                    "The connection to localhost:5432 was lost: an I/O error occurred.",
                    false,
                    0,
                    plan.history().current(),
                    1,
                    RunOutcome.Trace.NOT_KNOWN);
        });
        bench.show(Plans.timeline(60));
        bench.run();
        Window.await(() -> bench.seen("outcome"));
        picture("outcome-may-be-done");
        assertEquals("The run failed half-way", bench.text("outcome-heading"));
    }

    @Test
    void running() throws Exception {
        Session holder = new Session(4242, "app", "orchard-server", "127.0.0.1", "idle in transaction");
        desk.running((plan, _, progress) -> {
            progress.waitingForLock(List.of(holder));
            RollbackBench.await(bench.proceed(0));
            progress.locked();
            progress.stepStarted(0);
            progress.stepFinished(0, Duration.ofMillis(120));
            progress.stepStarted(1);
            progress.statementStarted(0);
            progress.waiting(new RunProgress.Wait(
                    "Lock: relation",
                    List.of(new Activity(holder, Duration.ofSeconds(9), Duration.ofMinutes(14), "", List.of()))));
            RollbackBench.await(bench.proceed(1));
            return new RunOutcome.Stopped(
                    1, "Cancelled.", true, 0, plan.history().current(), 0);
        });
        bench.show(Plans.timeline(60));
        bench.run();
        Window.await(() -> bench.seen("holders"));
        picture("run-waiting");
        bench.proceed(0).countDown();
        Window.await(() -> bench.viewModel().run().phaseProperty().get() instanceof RunPhase.Stepping);
        Window.await(() -> bench.seen("holders"));
        picture("run-waits");
        fx(() -> bench.viewModel().mayClose());
        picture("run-stepping");
        bench.proceed(1).countDown();
        Window.await(() -> bench.seen("outcome"));
    }

    private void picture(String name) throws Exception {
        Window.picture(window.stage().getScene(), "rollback-" + name);
        window.turn(ColorScheme.DARK);
        Window.picture(window.stage().getScene(), "rollback-" + name + "-dark");
        window.turn(ColorScheme.LIGHT);
    }
}
