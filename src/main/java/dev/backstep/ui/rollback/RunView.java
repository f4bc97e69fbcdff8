package dev.backstep.ui.rollback;

import dev.backstep.rollback.export.OutcomeText;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.rollback.export.SavedText;
import dev.backstep.rollback.run.RunProgress;
import dev.backstep.rollback.run.Saving;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Sentence;
import java.util.stream.Collectors;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** The run while it goes on, and its outcome. */
final class RunView extends StackPane implements PageView {

    private final RollbackViewModel rollback;
    private final RunViewModel viewModel;
    private final VBox going = new VBox();
    private final OutcomeView outcome;
    private final Label heading = new Sentence();
    private final Label phase = new Label();
    private final Label elapsed = new Label();
    private final ProgressBar bar = new ProgressBar(0);
    private final Label holders = new Sentence();
    private final HBox holderBox = new HBox(8, Marks.warning(), holders);
    private final Label problem = new Sentence();
    private final ListView<StepProgress> steps = new ListView<>();
    private final Timeline tick;

    RunView(RollbackViewModel rollback) {
        this.rollback = rollback;
        this.viewModel = rollback.run();
        outcome = new OutcomeView(viewModel);
        tick = new Timeline(new KeyFrame(Duration.millis(200), _ -> tick()));
        tick.setCycleCount(Animation.INDEFINITE);
        createLayout();
        bind();
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public void focusFirst() {
        // The footer takes the keyboard: its button is all there is to do here.
    }

    private void createLayout() {
        setId("run-page");
        heading.getStyleClass().add("heading");
        phase.setId("phase");
        phase.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(phase, Priority.ALWAYS);
        elapsed.setId("elapsed");
        elapsed.getStyleClass().addAll("muted", "mono");
        elapsed.setMinWidth(Region.USE_PREF_SIZE);
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setMinHeight(Region.USE_PREF_SIZE);
        bar.setAccessibleText(Text.of("rollback.run.progress"));
        holders.setId("holders");
        holders.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(holders, Priority.ALWAYS);
        holders.setMaxWidth(Double.MAX_VALUE);
        holderBox.setMinHeight(Region.USE_PREF_SIZE);
        holderBox.getStyleClass().addAll("note", "warn", "finding");
        problem.setId("cancel-failure");
        problem.getStyleClass().add("hint");
        steps.setId("run-steps");
        steps.setAccessibleText(Text.of("rollback.preview.steps"));
        steps.setItems(viewModel.steps());
        steps.setCellFactory(_ -> new StepProgressCell(viewModel));
        VBox.setVgrow(steps, Priority.ALWAYS);
        going.getStyleClass().add("page");
        going.getChildren()
                .setAll(heading, new HBox(12, phase, elapsed), bar, closeQuestion(), holderBox, problem, steps);
        getChildren().setAll(going, outcome);
    }

    private Node closeQuestion() {
        Label question = new Sentence(Text.of("rollback.run.closeQuestion"));
        HBox.setHgrow(question, Priority.ALWAYS);
        question.setMaxWidth(Double.MAX_VALUE);
        Button stop = new Button(Text.of("rollback.run.closeCancel"));
        stop.setId("close-cancel");
        stop.setMinWidth(Region.USE_PREF_SIZE);
        stop.setOnAction(_ -> rollback.answerClose(true));
        stop.disableProperty().bind(viewModel.phaseProperty().map(RunPhase.Committing.class::isInstance));
        Button stay = new Button(Text.of("rollback.run.closeStay"));
        stay.setId("close-stay");
        stay.setMinWidth(Region.USE_PREF_SIZE);
        stay.setOnAction(_ -> rollback.answerClose(false));
        HBox box = new HBox(8, Marks.warning(), question, stop, stay);
        box.setId("close-question");
        box.setAlignment(Pos.CENTER_LEFT);
        box.getStyleClass().addAll("note", "warn", "finding");
        box.visibleProperty().bind(rollback.closeAskedProperty());
        box.managedProperty().bind(box.visibleProperty());
        rollback.closeAskedProperty().subscribe(asked -> {
            if (asked) {
                stay.requestFocus();
            }
        });
        return box;
    }

    private void bind() {
        viewModel.phaseProperty().subscribe(_ -> update());
        viewModel.cancellingProperty().subscribe(_ -> update());
        viewModel.waitingProperty().subscribe(_ -> update());
        viewModel.steps().subscribe(this::progress);
        problem.textProperty().bind(viewModel.cancelFailureProperty());
        problem.managedProperty().bind(viewModel.cancelFailureProperty().isNotEmpty());
    }

    private void update() {
        RunPhase now = viewModel.phaseProperty().get();
        going.setVisible(now.underWay());
        outcome.setVisible(now instanceof RunPhase.Ended);
        if (now.underWay()) {
            heading.setText(PlanText.heading(viewModel.plan()));
            tick.play();
        } else {
            tick.stop();
        }
        phase.setText(viewModel.cancellingProperty().get() ? Text.of("rollback.run.cancelling") : words(now));
        RunProgress.Wait wait = viewModel.waitingProperty().get();
        boolean waiting = now instanceof RunPhase.WaitingForLock || wait != null;
        if (wait != null) {
            holders.setText(WaitText.of(wait));
        }
        holderBox.setVisible(waiting);
        holderBox.setManaged(waiting);
        switch (now) {
            case RunPhase.WaitingForLock held ->
                holders.setText(held.holders().stream()
                        .map(OutcomeText::session)
                        .map(session -> Text.of("rollback.run.heldBy", session))
                        .collect(Collectors.joining("\n")));
            case RunPhase.Ended ended -> outcome.show(viewModel.plan(), ended.ran());
            case RunPhase.Idle _,
                    RunPhase.Connecting _,
                    RunPhase.SavingData _,
                    RunPhase.Stepping _,
                    RunPhase.Committing _ -> {}
        }
        progress();
    }

    private static String words(RunPhase phase) {
        return switch (phase) {
            case RunPhase.Idle _, RunPhase.Ended _ -> "";
            case RunPhase.Connecting _ -> Text.of("rollback.run.connecting");
            case RunPhase.WaitingForLock _ -> Text.of("rollback.run.waiting");
            case RunPhase.SavingData(Saving now) -> SavedText.progress(now);
            case RunPhase.Stepping _ -> Text.of("rollback.run.stepping");
            case RunPhase.Committing _ -> Text.of("rollback.run.committing");
        };
    }

    private void progress() {
        int done = 0;
        for (StepProgress step : viewModel.steps()) {
            if (step.state() instanceof StepProgress.Done) {
                done++;
            } else if (step.state() instanceof StepProgress.Running) {
                steps.scrollTo(Math.max(0, step.index() - 3));
            }
        }
        int all = viewModel.steps().size();
        boolean stepping = done > 0 || viewModel.phaseProperty().get() instanceof RunPhase.Stepping;
        boolean saving = viewModel.phaseProperty().get() instanceof RunPhase.SavingData;
        bar.setProgress(
                stepping && !saving && (all > 1 || done == all)
                        ? (double) done / all
                        : saved(viewModel.phaseProperty().get()));
        elapsed.setText(OutcomeText.time(viewModel.elapsed()));
    }

    /** How much of the saving is done: half of it is writing, half of it reading back. */
    private static double saved(RunPhase phase) {
        if (!(phase instanceof RunPhase.SavingData(Saving now)) || now.expected() < 0) {
            return ProgressBar.INDETERMINATE_PROGRESS;
        }
        double part = now.expected() == 0 ? 0 : Math.min(1.0, (double) now.rows() / now.expected());
        double phases = now.phase() == Saving.Phase.CHECKING ? 1 : 0;
        return (phases + (now.part() + part) / now.parts()) / 2;
    }

    private void tick() {
        elapsed.setText(OutcomeText.time(viewModel.elapsed()));
        steps.lookupAll(".step-progress-cell").forEach(cell -> ((StepProgressCell) cell).tick());
    }
}
