package dev.backstep.ui.rollback;

import dev.backstep.text.Text;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** How long the run waits for locks, to be changed. */
final class LimitsRow extends VBox {

    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    LimitsRow(LimitsViewModel viewModel) {
        getStyleClass().add("limits");
        FlowPane fields = new FlowPane(
                24,
                6,
                limit("lock-wait", Text.of("rollback.limits.lockWait"), viewModel.lockWaitProperty()),
                limit("lock-timeout", Text.of("rollback.limits.lockTimeout"), viewModel.lockTimeoutProperty()));
        Label invalid = new Label(Text.of("rollback.limits.invalid", LimitsViewModel.MOST_SECONDS));
        invalid.setId("limits-invalid");
        invalid.getStyleClass().add("invalid");
        invalid.visibleProperty().bind(viewModel.validProperty().not());
        invalid.managedProperty().bind(invalid.visibleProperty());
        getChildren().setAll(fields, invalid);
    }

    private static HBox limit(String id, String words, StringProperty seconds) {
        TextField field = new TextField();
        field.setId(id);
        field.setPrefColumnCount(4);
        field.setMinWidth(Region.USE_PREF_SIZE);
        field.textProperty().bindBidirectional(seconds);
        seconds.subscribe(text -> field.pseudoClassStateChanged(
                INVALID, LimitsViewModel.parse(text).isEmpty()));
        Label label = new Label(words);
        label.setLabelFor(field);
        field.setAccessibleText(words);
        HBox limit = new HBox(8, label, field, new Label(Text.of("rollback.limits.seconds")));
        limit.setAlignment(Pos.CENTER_LEFT);
        return limit;
    }
}
