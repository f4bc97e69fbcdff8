package dev.backstep.ui.rollback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Plans;
import dev.backstep.fixture.ScriptedDesk;
import dev.backstep.model.BackstepException;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.HistoryComparison;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.ui.common.TaskExecutor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The guided rollback's decisions, without a toolkit. */
class RollbackViewModelTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z"));

    private final ScriptedDesk desk = new ScriptedDesk();

    @Test
    void withoutACommonAncestorNothingIsChosenForThePerson() {
        RollbackViewModel viewModel = viewModel(Plans.timeline(0));
        assertNull(viewModel.target().selectedProperty().get());
        assertFalse(viewModel.canGoOnProperty().get());
        assertEquals(
                "Choose the version to go back to. What stands above it is undone.",
                viewModel.target().summary());
    }

    @Test
    void rowsAreTheAppliedOnesNewestFirstAndThenEverything() {
        List<String> versions = viewModel(Plans.timeline(2)).target().rows().stream()
                .map(row -> Objects.toString(row.version(), "nothing"))
                .toList();
        assertEquals(List.of("448", "447", "446", "445", "444", "nothing"), versions);
    }

    @Test
    void theNewestVersionUndoesNothing() {
        RollbackViewModel viewModel = viewModel(Plans.timeline(2));
        viewModel.target().select(Version.of(448));
        assertFalse(viewModel.canGoOnProperty().get());
    }

    @Test
    void theMainWindowCanBeginAtThePreview() {
        List<@Nullable Version> asked = new ArrayList<>();
        desk.planning((target, _) -> {
            asked.add(target);
            return Plans.orchard();
        });
        RollbackViewModel viewModel = viewModel(Plans.timeline(2));
        viewModel.preview(Version.of(444));
        assertEquals(Page.PREVIEW, viewModel.pageProperty().get());
        assertEquals(List.of(Version.of(444)), asked);
    }

    @Test
    void thePlanIsShownWithItsCostAndStaysWhenTheDatabaseCannotBeAsked() {
        RollbackViewModel viewModel = viewModel(Plans.timeline(2));
        viewModel.preview(Version.of(445));
        assertEquals(
                "This drops 2 columns and 1 table. 3 rows and 24,816 values are lost.",
                viewModel.impact().stateProperty().get().cost());
        desk.impacting(_ -> {
            throw new BackstepException("plan.dirty", null, "7");
        });
        viewModel.next();
        ImpactViewModel.State state = viewModel.impact().stateProperty().get();
        assertEquals(Page.CONFIRM, viewModel.pageProperty().get());
        assertEquals("This drops 2 columns and 1 table.", state.cost());
        assertTrue(state.status().startsWith("What would be lost could not be counted. "), state.status());
    }

    @Test
    void whatWasFoundOutMakesThePlanAnewAlsoWhereItWasToBeConfirmed() {
        List<@Nullable Version> asked = new ArrayList<>();
        desk.planning((target, _) -> {
            asked.add(target);
            return Plans.orchard();
        });
        Timeline timeline = Plans.timeline(2);
        RollbackViewModel viewModel = viewModel(timeline);
        viewModel.preview(Version.of(445));
        viewModel.renew(timeline);
        assertEquals(1, asked.size());
        Timeline foundOut = new Timeline(
                timeline.track(),
                timeline.history(),
                timeline.rows(),
                timeline.ancestor(),
                timeline.verdict(),
                List.of(),
                new HistoryComparison(Instant.EPOCH, List.of(), 0));
        viewModel.next();
        viewModel.renew(foundOut);
        assertEquals(Page.PREVIEW, viewModel.pageProperty().get());
        viewModel.renew(foundOut);
        assertEquals(List.of(Version.of(445), Version.of(445)), asked);
    }

    @Test
    void aBlockedPlanCannotBeConfirmed() {
        desk.planning((_, _) -> Plans.plan(Plans.stepWithout(448, "lost", new Finding.MissingDown())));
        RollbackViewModel viewModel = viewModel(Plans.timeline(2));
        viewModel.next();
        viewModel.next();
        assertEquals(Page.PREVIEW, viewModel.pageProperty().get());
    }

    @Test
    void goingOnWithoutTheNameRunsNothing() {
        RollbackViewModel viewModel = confirming();
        viewModel.next();
        assertEquals(List.of(), desk.runs());
    }

    @Test
    void theNameIsForgottenWhenThePageIsLeft() {
        RollbackViewModel viewModel = confirming();
        viewModel.confirm().typed().type("orchard_dev");
        assertTrue(viewModel.canGoOnProperty().get());
        viewModel.back();
        viewModel.next();
        assertEquals(Page.CONFIRM, viewModel.pageProperty().get());
        assertFalse(viewModel.canGoOnProperty().get());
    }

    @Test
    void aNameWithALineBreakIsTypedAsItIsShown() {
        desk.planning((_, _) -> Plans.plan(
                new DatabaseIdentity("localhost:5432", "two\nlines", 1, ""),
                List.of(Plans.step(448, "a", "SELECT 1"))));
        RollbackViewModel viewModel = confirming();
        viewModel.confirm().typed().type("two\\nlines");
        assertTrue(viewModel.canGoOnProperty().get());
    }

    @Test
    void theRunShownIsThePlanShown() {
        List<Plan> ran = new ArrayList<>();
        desk.running((plan, limits, progress) -> {
            ran.add(plan);
            return ScriptedDesk.rollBack(plan, limits, progress);
        });
        RollbackViewModel viewModel = confirming();
        viewModel.confirm().typed().type("orchard_dev");
        viewModel.next();
        assertEquals(List.of(Plans.orchard()), ran);
        assertFalse(viewModel.canGoBackProperty().get());
        assertTrue(viewModel.mayClose());
    }

    @Test
    void stepsOfAFailedTransactionAreNotShownAsDone() {
        desk.running((plan, _, progress) -> {
            progress.locked();
            progress.stepStarted(0);
            progress.stepFinished(0, Duration.ofMillis(1));
            progress.stepStarted(1);
            return new RunOutcome.Stopped(1, "ERROR", false, 0, plan.history().current(), 0);
        });
        RollbackViewModel viewModel = confirming();
        viewModel.confirm().typed().type("orchard_dev");
        viewModel.next();
        assertEquals(
                List.of(new StepProgress.NotDone(), new StepProgress.NotDone(), new StepProgress.NotDone()),
                viewModel.run().steps().stream().map(StepProgress::state).toList());
        assertTrue(viewModel.canGoBackProperty().get());
    }

    @Test
    void whatTheConnectionLeftInTheDarkIsNotKnown() {
        desk.running((_, _, progress) -> {
            progress.locked();
            progress.stepStarted(0);
            progress.stepFinished(0, Duration.ofMillis(1));
            progress.committing();
            throw new IllegalStateException("gone");
        });
        RollbackViewModel viewModel = confirming();
        viewModel.confirm().typed().type("orchard_dev");
        viewModel.next();
        RunPhase.Ended ended = (RunPhase.Ended) viewModel.run().phaseProperty().get();
        assertTrue(((RunOutcome.Unknown) ended.outcome()).committing());
        assertEquals(
                new StepProgress.NotKnown(), viewModel.run().steps().getFirst().state());
        assertFalse(viewModel.canGoBackProperty().get());
    }

    private RollbackViewModel confirming() {
        RollbackViewModel viewModel = viewModel(Plans.timeline(2));
        viewModel.next();
        viewModel.next();
        return viewModel;
    }

    private RollbackViewModel viewModel(Timeline timeline) {
        return new RollbackViewModel(desk, timeline, _ -> new byte[0], TaskExecutor.onCallingThread(), CLOCK, null);
    }
}
