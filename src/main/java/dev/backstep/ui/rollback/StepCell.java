package dev.backstep.ui.rollback;

import dev.backstep.rollback.export.FindingText;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.rollback.plan.Finding.Severity;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** A step of the plan in the list: version, name, and the sign of its weightiest finding. */
final class StepCell extends ListCell<Step> {

    private final ImpactViewModel impacts;
    private final PreviewViewModel preview;
    private final Label way = new Label();
    private final Label version = new Label();
    private final Label name = new Label();
    private final StackPane mark = new StackPane();
    private final HBox row = new HBox(8, way, version, name, mark);

    StepCell(ImpactViewModel impacts, PreviewViewModel preview) {
        this.impacts = impacts;
        this.preview = preview;
        way.getStyleClass().add("caption");
        way.setMinWidth(Region.USE_PREF_SIZE);
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
            Plan plan = preview.plan();
            version.setManaged(plan == null || plan.namesMigrations());
            version.setVisible(version.isManaged());
            boolean moves = plan != null && plan.moves();
            way.setText(moves ? Text.of(step.forth() ? "plan.way.forth" : "plan.way.back") : "");
            way.setManaged(moves);
            name.setText(Visible.of(step.migration().name()));
            List<FindingText.Weighed> findings =
                    FindingText.of(step, impacts.impact().of(getIndex()));
            mark.getChildren().clear();
            findings.stream()
                    .map(weighed -> weighed.finding().severity())
                    .findFirst()
                    .filter(severity -> severity != Severity.INFORMS)
                    .ifPresent(severity -> mark.getChildren().add(FindingBoxes.sign(severity)));
            String spoken = plan == null ? PlanText.migration(step.migration()) : PlanText.step(plan, step);
            setAccessibleText(spoken + ". " + titles(findings));
        }
    }

    private static String titles(List<FindingText.Weighed> findings) {
        return findings.stream()
                .map(weighed -> weighed.words().title())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
