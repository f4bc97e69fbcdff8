package dev.backstep.ui.rollback;

import dev.backstep.rollback.export.OutcomeText;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.text.Text;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** A step of the run: how far it is, its migration, its time. */
final class StepProgressCell extends ListCell<StepProgress> {

    private final RunViewModel viewModel;
    private final StackPane sign = new StackPane();
    private final Label name = new Label();
    private final Label time = new Label();
    private final HBox row = new HBox(10, sign, name, time);

    StepProgressCell(RunViewModel viewModel) {
        this.viewModel = viewModel;
        getStyleClass().add("step-progress-cell");
        row.setAlignment(Pos.CENTER_LEFT);
        sign.getStyleClass().add("sign");
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        time.getStyleClass().add("muted");
        time.setMinWidth(Region.USE_PREF_SIZE);
        setPrefWidth(0);
    }

    /** Shows how long the step has been running. */
    void tick() {
        StepProgress step = getItem();
        if (step != null && step.state() instanceof StepProgress.Running) {
            time.setText(words(step.state()));
        }
    }

    @Override
    protected void updateItem(StepProgress step, boolean empty) {
        super.updateItem(step, empty);
        setText(null);
        setGraphic(empty || step == null ? null : row);
        if (!empty && step != null) {
            name.setText(PlanText.migration(step.step().migration()));
            time.setText(words(step.state()));
            sign.getChildren().setAll(sign(step.state()));
            setAccessibleText(name.getText() + " " + time.getText());
        }
    }

    private String words(StepProgress.State state) {
        return switch (state) {
            case StepProgress.Waiting _ -> Text.of("rollback.run.step.waiting");
            case StepProgress.Running running ->
                Text.of("rollback.run.step.running", OutcomeText.time(viewModel.since(running.since())));
            case StepProgress.Done done -> Text.of("rollback.run.step.done", OutcomeText.time(done.time()));
            case StepProgress.NotDone _ -> Text.of("rollback.run.step.notDone");
            case StepProgress.Partly partly ->
                Text.of(
                        partly.more() ? "rollback.run.step.partlyOrMore" : "rollback.run.step.partly",
                        partly.statements(),
                        partly.of());
            case StepProgress.NotKnown _ -> Text.of("rollback.run.step.notKnown");
        };
    }

    private static Node sign(StepProgress.State state) {
        return switch (state) {
            case StepProgress.Waiting _, StepProgress.NotDone _ -> hollow();
            case StepProgress.Running _ -> spinner();
            case StepProgress.Done _ -> Marks.tick();
            case StepProgress.Partly _, StepProgress.NotKnown _ -> Marks.warning();
        };
    }

    private static Node hollow() {
        Region hollow = new Region();
        hollow.getStyleClass().add("hollow");
        return hollow;
    }

    private static Node spinner() {
        ProgressIndicator spinner = new ProgressIndicator();
        spinner.setPrefSize(16, 16);
        spinner.setMaxSize(16, 16);
        return spinner;
    }
}
