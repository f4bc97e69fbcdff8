package dev.backstep.ui.rollback;

import dev.backstep.rollback.export.FindingText;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.rollback.plan.Step;
import dev.backstep.text.Visible;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** A step of the plan in the list: version, name, and whether it has findings. */
final class StepCell extends ListCell<Step> {

    private final Label version = new Label();
    private final Label name = new Label();
    private final StackPane mark = new StackPane();
    private final HBox row = new HBox(8, version, name, mark);

    StepCell() {
        getStyleClass().add("step-cell");
        row.setAlignment(Pos.CENTER_LEFT);
        version.getStyleClass().add("mono");
        version.setMaxWidth(140);
        version.setMinWidth(Region.USE_PREF_SIZE);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(Step step, boolean empty) {
        super.updateItem(step, empty);
        setText(null);
        setGraphic(empty || step == null ? null : row);
        if (!empty && step != null) {
            version.setText(PlanText.version(step.migration().version()));
            name.setText(Visible.of(step.migration().name()));
            mark.getChildren().clear();
            if (step.blocked()) {
                mark.getChildren().add(Marks.stop());
            } else if (!step.findings().isEmpty()) {
                mark.getChildren().add(Marks.warning());
            }
            setAccessibleText(PlanText.migration(step.migration()) + ". " + findings(step));
        }
    }

    private static String findings(Step step) {
        return step.findings().stream()
                .map(finding -> FindingText.of(finding).title())
                .collect(Collectors.joining(", "));
    }
}
