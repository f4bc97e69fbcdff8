package dev.backstep.ui.rollback;

import dev.backstep.rollback.preflight.Check;
import dev.backstep.text.Text;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The checks, one row each; a new answer changes the rows it has to, so that nothing flickers. */
final class CheckList extends VBox {

    private final ConfirmViewModel viewModel;
    private final VBox rows = new VBox();
    private final Label status = new Label();
    private final Button again = new Button(Text.of("rollback.confirm.checkAgain"));
    private final HBox foot = new HBox(12);

    CheckList(ConfirmViewModel viewModel) {
        this.viewModel = viewModel;
        createLayout();
        viewModel.checks().subscribe(this::update);
        viewModel.checkStatusProperty().subscribe(_ -> update());
        viewModel.checkingProperty().subscribe(_ -> update());
    }

    private void createLayout() {
        getStyleClass().add("check-list");
        rows.setId("checks");
        rows.setAccessibleText(Text.of("rollback.confirm.checks"));
        again.setId("check-again");
        again.getStyleClass().add("small");
        again.setMinWidth(Region.USE_PREF_SIZE);
        again.setOnAction(_ -> viewModel.check());
        status.setId("check-status");
        status.setWrapText(true);
        status.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(status, Priority.ALWAYS);
        foot.setAlignment(Pos.CENTER_LEFT);
        foot.getStyleClass().add("check-foot");
        foot.getChildren().add(status);
        getChildren().setAll(rows, foot);
    }

    private void update() {
        List<Check> checks = viewModel.checks();
        while (rows.getChildren().size() > checks.size()) {
            rows.getChildren().removeLast();
        }
        while (rows.getChildren().size() < checks.size()) {
            rows.getChildren().add(new CheckRow());
        }
        for (int i = 0; i < checks.size(); i++) {
            row(i).show(checks.get(i));
        }
        boolean unanswered = checks.isEmpty() && viewModel.checkingProperty().get();
        status.setText(
                unanswered
                        ? Text.of("rollback.confirm.checking")
                        : viewModel.checkStatusProperty().get());
        status.pseudoClassStateChanged(CheckRow.STOPS, viewModel.checksFailed());
        place();
    }

    /** The button stands where something can be mended: in the first row that is not in order. */
    private void place() {
        List<HBox> places = new ArrayList<>();
        for (int i = 0; i < rows.getChildren().size(); i++) {
            if (viewModel.checks().get(i).state() != Check.State.OK) {
                places.add(row(i));
            }
        }
        HBox place = places.isEmpty() ? foot : places.getFirst();
        if (!place.equals(again.getParent())) {
            boolean focused = again.isFocused();
            foot.getChildren().remove(again);
            rows.getChildren().forEach(row -> ((HBox) row).getChildren().remove(again));
            place.getChildren().add(again);
            if (focused) {
                again.requestFocus();
            }
        }
    }

    private CheckRow row(int index) {
        return (CheckRow) rows.getChildren().get(index);
    }
}
