package dev.backstep.ui.rollback;

import static dev.backstep.fixture.Window.fx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Plans;
import dev.backstep.fixture.ScriptedDesk;
import dev.backstep.fixture.Window;
import dev.backstep.model.BackstepException;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.Environment;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.run.RunOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.RadioButton;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.InputMethodTextRun;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** The guided rollback in a real window, from the choice of a target to the outcome. */
class RollbackViewTest {

    private final ScriptedDesk desk = new ScriptedDesk();
    private final FxRobot robot = new FxRobot();
    private Window window;
    private RollbackBench bench;

    @BeforeEach
    void open() throws Exception {
        window = new Window();
        bench = new RollbackBench(window, desk);
        bench.show(Plans.timeline(60));
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void theCommonAncestorIsTheTargetAtFirst() {
        assertEquals("3 migrations will be undone; the database is then at 445.", bench.text("target-summary"));
        assertEquals("Preview the plan", bench.button("action").getText());
    }

    @Test
    void searchingDoesNotChangeTheTarget() throws Exception {
        fx(() -> bench.field("target-search").setText("v2.31"));
        assertEquals(1, bench.list("target-list").getItems().size());
        assertEquals("3 migrations will be undone; the database is then at 445.", bench.text("target-summary"));
        fx(() -> bench.field("target-search").setText(""));
        assertEquals("3 migrations will be undone; the database is then at 445.", bench.text("target-summary"));
    }

    @Test
    void theTargetIsChosenWithTheKeyboard() throws Exception {
        robot.type(KeyCode.DOWN);
        Window.await(() -> bench.text("target-summary").startsWith("4 migrations"));
        robot.type(KeyCode.END);
        Window.await(() -> bench.text("target-summary")
                .equals("63 migrations will be undone; the database is then at nothing applied."));
        robot.type(KeyCode.HOME);
        Window.await(() -> bench.button("action").isDisabled());
    }

    @Test
    void onlyTheNameTypedExactlyEnablesTheRun() throws Exception {
        toConfirm();
        assertEquals("Roll back 3 migrations", bench.button("action").getText());
        for (String wrong : List.of("Orchard_dev", "orchard_de", "orchard_dev ", " orchard_dev", "orchard_devv")) {
            bench.type(wrong);
            assertTrue(bench.button("action").isDisabled(), wrong);
            fx(() -> bench.field("typed-name").clear());
        }
        robot.write("orchard_dev");
        Window.await(() -> !bench.button("action").isDisabled());
    }

    @Test
    void theFieldHasTheKeyboardAndEnterRunsOnlyOnceTheNameIsThere() throws Exception {
        toConfirm();
        assertTrue(bench.field("typed-name").isFocused());
        robot.write("orchard_de").type(KeyCode.ENTER);
        assertEquals(Page.CONFIRM, bench.viewModel().pageProperty().get());
        robot.write("v").type(KeyCode.ENTER);
        Window.await(() -> bench.seen("outcome"));
        assertEquals(List.of(RunLimits.DEFAULT), desk.runs());
    }

    @Test
    void aPastedNameIsNotTyped() throws Exception {
        toConfirm();
        NameField field = (NameField) bench.field("typed-name");
        fx(field::paste);
        fx(() -> field.setText("orchard_dev"));
        fx(() -> field.appendText("orchard_dev"));
        fx(() -> field.replaceText(0, 0, "or"));
        assertEquals("", field.getText());
        assertEquals("Please type the name: pasting it would not show that you read it.", bench.text("hint"));
        assertTrue(bench.button("action").isDisabled());
        fx(() -> field.appendText("o"));
        assertFalse(bench.seen("hint"));
    }

    @Test
    void anotherDatabaseThanProductionAsksForItsNameOnly() throws Exception {
        toConfirm();
        assertEquals("Local", bench.text("confirm-environment"));
        assertFalse(bench.seen("typed-host"));
    }

    @Test
    void productionAsksForTheHostToo() throws Exception {
        onProduction();
        assertEquals("Production", bench.text("confirm-environment"));
        bench.type("orchard");
        assertTrue(bench.button("action").isDisabled());
        for (String wrong : List.of("db.prod.exampl", "DB.prod.example", "db.prod.example:5432", "orchard")) {
            bench.typeHost(wrong);
            assertTrue(bench.button("action").isDisabled(), wrong);
            fx(() -> bench.field("typed-host").clear());
        }
        bench.typeHost("db.prod.example");
        Window.await(() -> !bench.button("action").isDisabled());
        fx(() -> bench.field("typed-name").clear());
        assertTrue(bench.button("action").isDisabled());
    }

    @Test
    void aHostThatIsPastedOrDraggedIsNotTyped() throws Exception {
        onProduction();
        bench.type("orchard");
        NameField field = (NameField) bench.field("typed-host");
        fx(field::paste);
        fx(() -> field.setText("db.prod.example"));
        fx(() -> field.insertText(0, "db.prod.example"));
        assertEquals("", field.getText());
        assertTrue(bench.seen("hint"));
        assertTrue(bench.button("action").isDisabled());
    }

    @Test
    void onProductionEnterDoesNotRunIt() throws Exception {
        onProduction();
        bench.type("orchard");
        bench.typeHost("db.prod.example");
        Window.await(() -> !bench.button("action").isDisabled());
        for (String field : List.of("typed-name", "typed-host")) {
            fx(() -> bench.field(field).requestFocus());
            for (int i = 0; i < 5; i++) {
                robot.press(KeyCode.ENTER);
            }
            robot.release(KeyCode.ENTER);
        }
        assertEquals(Page.CONFIRM, bench.viewModel().pageProperty().get());
        assertEquals(List.of(), desk.runs());
        fx(() -> bench.button("action").fire());
        Window.await(() -> bench.seen("outcome"));
        assertEquals(List.of(RunLimits.DEFAULT), desk.runs());
    }

    @Test
    void aDatabaseThatWasMarkedIsWhatItWasMarkedAs() throws Exception {
        bench.show(Plans.timeline(60), Environment.PRODUCTION);
        toConfirm();
        assertTrue(bench.seen("typed-host"));
        bench.type("orchard_dev");
        assertTrue(bench.button("action").isDisabled());
        bench.typeHost("localhost");
        Window.await(() -> !bench.button("action").isDisabled());
    }

    private void onProduction() throws Exception {
        desk.planning((_, _) -> Plans.plan(
                new DatabaseIdentity("db.prod.example:5432", "orchard", 1, ""),
                List.of(Plans.step(448, "alpha_cleanup", "SELECT 1"))));
        toConfirm();
    }

    @Test
    void whatAnInputMethodComposesIsTyping() throws Exception {
        desk.planning((_, _) -> Plans.plan(
                new DatabaseIdentity("localhost:5432", "果樹園é", 1, ""),
                List.of(Plans.step(448, "alpha_cleanup", "SELECT 1"))));
        toConfirm();
        compose("果樹園");
        fx(() -> bench.field("typed-name").appendText("é"));
        assertEquals("果樹園é", bench.field("typed-name").getText());
        assertFalse(bench.button("action").isDisabled());
    }

    @Test
    void aCheckThatStopsDisablesTheRunUntilItIsInOrder() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Check stops = new Check("lock", Check.State.STOPS, "The lock is held.", "pid 42");
        desk.checking(_ -> asked.incrementAndGet() == 1 ? List.of(stops) : ScriptedDesk.inOrder());
        toConfirm();
        bench.type("orchard_dev");
        assertTrue(bench.button("action").isDisabled());
        fx(() -> bench.button("check-again").fire());
        Window.await(() -> !bench.button("action").isDisabled());
    }

    @Test
    void checksAreMadeAgainByThemselves() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        desk.checking(_ -> {
            asked.incrementAndGet();
            return ScriptedDesk.inOrder();
        });
        toConfirm();
        Window.await(() -> asked.get() >= 2);
    }

    @Test
    void failedChecksDisableTheRunAndSayWhy() throws Exception {
        desk.checking(_ -> {
            throw new BackstepException("export.blocked", null);
        });
        toConfirm();
        bench.type("orchard_dev");
        assertTrue(bench.button("action").isDisabled());
        assertTrue(bench.text("check-status").startsWith("The checks could not be made: The plan cannot run"));
    }

    @Test
    void limitsGoIntoTheRunAndWrongOnesDisableIt() throws Exception {
        toConfirm();
        bench.type("orchard_dev");
        for (String wrong : List.of("", "0", "-1", "1.5", "3601", "soon", "99999999999")) {
            fx(() -> bench.field("lock-timeout").setText(wrong));
            assertTrue(bench.button("action").isDisabled(), wrong);
            assertTrue(bench.seen("limits-invalid"), wrong);
        }
        fx(() -> bench.field("lock-timeout").setText("3600"));
        fx(() -> bench.field("lock-wait").setText("1"));
        bench.goOn();
        Window.await(() -> bench.seen("outcome"));
        assertEquals(List.of(new RunLimits(Duration.ofSeconds(1), Duration.ofHours(1))), desk.runs());
    }

    @Test
    void choosingACandidatePlansAgainAndUnblocks() throws Exception {
        Plan ambiguous = Plans.plan(
                Plans.stepWithout(447, "alpha_indexes", new Finding.Ambiguous(Plans.candidates())),
                Plans.step(446, "alpha_feature", "SELECT 1"));
        Plan chosen = Plans.plan(
                Plans.step(
                        447,
                        "gamma_indexes",
                        "DROP INDEX idx_gamma;",
                        new Finding.Chosen(Plans.candidates().get(1))),
                Plans.step(446, "alpha_feature", "SELECT 1"));
        Map<Version, ?> choice = Map.of(Version.of(447), Plans.candidates().get(1));
        desk.planning((_, choices) -> choices.equals(choice) ? chosen : ambiguous);
        bench.goOn();
        assertTrue(bench.button("action").isDisabled());
        assertTrue(bench.text("preview-blockers").contains("447 alpha_indexes: Ambiguous"));
        assertTrue(bench.node("export-sql").isDisabled());
        fx(() -> {
            bench.node("candidate-1").requestFocus();
            ((RadioButton) bench.node("candidate-1")).fire();
        });
        Window.await(() -> !bench.button("action").isDisabled());
        assertTrue(((RadioButton) bench.node("candidate-1")).isSelected());
        assertTrue(bench.node("candidate-1").isFocused());
        assertEquals("447 gamma_indexes", bench.text("step-title"));
    }

    @Test
    void aPlanThatCannotBeMadeSaysWhyAndCanBeTriedAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        desk.planning((_, _) -> {
            if (asked.incrementAndGet() == 1) {
                throw new BackstepException("export.blocked", null);
            }
            return Plans.orchard();
        });
        bench.goOn();
        assertTrue(bench.seen("preview-failure"));
        fx(() -> bench.button("plan-again").fire());
        Window.await(() -> !bench.button("action").isDisabled());
        assertFalse(bench.seen("preview-failure"));
    }

    @Test
    void aRunIsCancelledAndTheWindowStaysUntilItHasEnded() throws Exception {
        desk.running((plan, _, progress) -> {
            progress.locked();
            progress.stepStarted(0);
            RollbackBench.await(desk.cancelled());
            RollbackBench.await(bench.proceed(0));
            return new RunOutcome.Stopped(
                    0, "Cancelled.", true, 0, plan.history().current(), 0);
        });
        bench.run();
        Window.await(() -> bench.text("phase").startsWith("Running"));
        fx(() -> assertFalse(bench.viewModel().mayClose()));
        assertTrue(bench.seen("close-question"));
        assertEquals("Cancel the run", bench.button("cancel").getText());
        fx(() -> bench.button("close-cancel").fire());
        assertEquals("Cancelling…", bench.text("phase"));
        assertTrue(bench.button("cancel").isDisabled());
        assertEquals(0, bench.closed);
        bench.proceed(0).countDown();
        Window.await(() -> bench.seen("outcome"));
        assertEquals("Cancelled; nothing was changed", bench.text("outcome-heading"));
        fx(() -> bench.button("cancel").fire());
        assertEquals(1, bench.closed);
    }

    @Test
    void fromTheCommitOnARunCannotBeCancelled() throws Exception {
        desk.running((plan, _, progress) -> {
            progress.locked();
            progress.committing();
            RollbackBench.await(bench.proceed(0));
            return new RunOutcome.RolledBack(plan.target(), Duration.ofMillis(3));
        });
        bench.run();
        Window.await(() -> bench.text("phase").startsWith("Committing"));
        assertTrue(bench.button("cancel").isDisabled());
        fx(() -> bench.viewModel().run().cancel());
        assertEquals(1, desk.cancelled().getCount());
        bench.proceed(0).countDown();
        Window.await(() -> bench.seen("outcome"));
    }

    @Test
    void aHeldLockCanBeTriedAgainWithTheNameTypedAnew() throws Exception {
        desk.running((_, _, _) -> new RunOutcome.LockHeld(List.of()));
        bench.run();
        Window.await(() -> bench.seen("outcome"));
        assertEquals("Back to confirm", bench.button("back").getText());
        fx(() -> bench.button("back").fire());
        Window.await(
                () -> !bench.viewModel().confirm().checks().checkingProperty().get());
        assertEquals("", bench.field("typed-name").getText());
        assertTrue(bench.button("action").isDisabled());
    }

    @Test
    void aDeskThatBreaksDownLeavesAnOutcome() throws Exception {
        desk.running((_, _, _) -> {
            throw new IllegalStateException("broken");
        });
        bench.run();
        Window.await(() -> bench.seen("outcome"));
        assertEquals("It is not known whether orchard_dev was rolled back", bench.text("outcome-heading"));
        assertFalse(bench.seen("back"));
    }

    @Test
    void theReportIsCopied() throws Exception {
        bench.run();
        Window.await(() -> bench.seen("outcome"));
        assertEquals("orchard_dev is at 445", bench.text("outcome-heading"));
        fx(() -> bench.button("copy-report").fire());
        assertTrue(bench.copied.getFirst().startsWith("orchard_dev is at 445\n"));
    }

    @Test
    void thePlanIsExportedAndCopied(@TempDir Path folder) throws Exception {
        bench.saveTo = folder;
        bench.goOn();
        String start =
                "rollback-orchard_dev-" + Plans.orchard().fingerprint().hex().substring(0, 8);
        for (String format : List.of("sql", "markdown", "json")) {
            fx(() -> ((Hyperlink) bench.node("export-" + format)).fire());
        }
        for (String extension : List.of(".sql", ".md", ".json")) {
            Window.await(() -> Files.exists(folder.resolve(start + extension)));
        }
        Window.await(() -> bench.text("exported").startsWith("Saved as"));
        fx(() -> bench.button("copy-sql").fire());
        Window.await(() -> !bench.copied.isEmpty());
        assertTrue(bench.copied.getFirst().contains("\nDROP TABLE alpha_feature;\n"));
        bench.saveTo = folder.resolve("missing");
        fx(() -> ((Hyperlink) bench.node("export-json")).fire());
        Window.await(() -> !bench.problems.isEmpty());
        assertTrue(bench.problems.getFirst().sentence().contains("could not be written"));
    }

    @Test
    void theReportOfARunIsExported(@TempDir Path folder) throws Exception {
        bench.saveTo = folder;
        bench.run();
        Window.await(() -> bench.seen("outcome"));
        assertFalse(bench.seen("export-sql"));
        String start =
                "report-orchard_dev-" + Plans.orchard().fingerprint().hex().substring(0, 8);
        for (String format : List.of("html", "markdown", "json")) {
            fx(() -> ((Hyperlink) bench.node("report-" + format)).fire());
        }
        for (String extension : List.of(".html", ".md", ".json")) {
            Window.await(() -> Files.exists(folder.resolve(start + extension)));
        }
        Window.await(() -> read(folder.resolve(start + ".html")).contains("orchard_admin"));
        Window.await(() -> read(folder.resolve(start + ".html")).contains("12 ms</td>"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void toConfirm() throws Exception {
        bench.goOn();
        bench.goOn();
    }

    private void compose(String text) throws Exception {
        fx(() -> {
            NameField field = (NameField) bench.field("typed-name");
            field.requestFocus();
            List<InputMethodTextRun> none = List.of();
            field.fireEvent(new InputMethodEvent(InputMethodEvent.INPUT_METHOD_TEXT_CHANGED, none, text, 0));
        });
    }
}
