package dev.backstep.ui.rollback;

import dev.backstep.rollback.preflight.Check;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import dev.backstep.ui.common.Sentence;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** One check: its sign, its sentence, its detail. */
final class CheckRow extends HBox {

    static final PseudoClass STOPS = PseudoClass.getPseudoClass("stops");

    private static final int SHOWN_DETAIL = 48;

    private final StackPane sign = new StackPane();
    private final Label sentence = new Sentence();
    private final Label detail = new Label();
    private @Nullable Check shown;

    CheckRow() {
        getStyleClass().add("check-row");
        setAlignment(Pos.CENTER_LEFT);
        sign.getStyleClass().add("sign");
        sentence.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        detail.getStyleClass().add("muted");
        detail.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().setAll(sign, sentence, detail);
    }

    void show(Check check) {
        if (check.equals(shown)) {
            return;
        }
        shown = check;
        setId("check-" + check.id());
        sign.getChildren()
                .setAll(
                        switch (check.state()) {
                            case OK -> Marks.tick();
                            case ASKS -> Marks.warning();
                            case STOPS -> Marks.stop();
                        });
        sentence.setText(Visible.of(check.sentence()));
        detail.setText(Visible.shortened(check.detail(), SHOWN_DETAIL));
        detail.setTooltip(check.detail().isEmpty() ? null : new Tooltip(Visible.of(check.detail())));
        pseudoClassStateChanged(STOPS, check.state() == Check.State.STOPS);
        setAccessibleText(String.join(" ", state(check), check.sentence(), check.detail()));
    }

    private static String state(Check check) {
        return switch (check.state()) {
            case OK -> Text.of("rollback.check.ok");
            case ASKS -> Text.of("rollback.check.asks");
            case STOPS -> Text.of("rollback.check.stops");
        };
    }
}
