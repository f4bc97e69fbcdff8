package dev.backstep.ui.rollback;

import dev.backstep.rollback.export.PlanText;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** One place to go back to: whether it is undone, version, name, releases. */
final class TargetCell extends ListCell<TargetRow> {

    private static final PseudoClass UNDONE = PseudoClass.getPseudoClass("undone");
    private static final int SHOWN_RELEASES = 3;

    private final TargetViewModel viewModel;
    private final Region dot = new Region();
    private final Label version = new Label();
    private final Label name = new Label();
    private final HBox pills = new HBox();
    private final Label fate = new Label();
    private final HBox row = new HBox(dot, version, name, pills, fate);

    TargetCell(TargetViewModel viewModel) {
        this.viewModel = viewModel;
        getStyleClass().add("target-cell");
        row.setAlignment(Pos.CENTER_LEFT);
        dot.getStyleClass().add("dot");
        version.getStyleClass().addAll("mono", "version");
        version.setMinWidth(72);
        name.getStyleClass().add("name");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(40);
        pills.getStyleClass().add("pills");
        pills.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(pills, Priority.ALWAYS);
        fate.getStyleClass().add("fate");
        fate.setMinWidth(Region.USE_PREF_SIZE);
        // A long name is shortened; it must not make the list scroll sideways.
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(TargetRow target, boolean empty) {
        super.updateItem(target, empty);
        setText(null);
        setGraphic(empty || target == null ? null : row);
        if (!empty && target != null) {
            show(target);
        } else {
            pseudoClassStateChanged(UNDONE, false);
        }
    }

    private void show(TargetRow target) {
        boolean undone = viewModel.undoes(target);
        TargetRow selected = viewModel.selectedProperty().get();
        boolean chosen = selected != null && selected.index() == target.index();
        pseudoClassStateChanged(UNDONE, undone);
        version.setText(target.version() == null ? "—" : PlanText.version(target.version()));
        name.setText(target.name());
        pills.getChildren().clear();
        if (target.ancestor()) {
            pill(Text.of("rollback.target.ancestor"), "ancestor");
        }
        target.releases().stream().limit(SHOWN_RELEASES).forEach(release -> pill(Visible.of(release), "release"));
        if (target.releases().size() > SHOWN_RELEASES) {
            pill("+" + (target.releases().size() - SHOWN_RELEASES), "release");
        }
        fate.setText(undone ? Text.of("rollback.target.undone") : chosen ? Text.of("rollback.target.stopsHere") : "");
        setAccessibleText(String.join(" ", target.title(), fate.getText(), String.join(" ", target.releases())));
    }

    private void pill(String text, String kind) {
        Label pill = new Label(text);
        pill.getStyleClass().addAll("pill", kind);
        pills.getChildren().add(pill);
    }
}
