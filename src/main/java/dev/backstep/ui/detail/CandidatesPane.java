package dev.backstep.ui.detail;

import dev.backstep.model.Candidate;
import dev.backstep.model.TimelineRow;
import dev.backstep.text.PlaceText;
import dev.backstep.text.Text;
import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The contents found for one version, side by side; the chosen one's text is shown. */
final class CandidatesPane extends VBox {

    private static final double CARD = 188;

    private final IntegerProperty chosen;
    private final TilePane cards = new TilePane();
    private final Hyperlink ask = new Hyperlink(Text.of("likeness.ask"));

    /** @param findOut finds out by replaying which content was applied */
    CandidatesPane(IntegerProperty chosen, Runnable findOut) {
        super(4);
        this.chosen = chosen;
        setId("candidates");
        cards.getStyleClass().add("candidates");
        cards.setHgap(8);
        cards.setVgap(8);
        cards.setPrefColumns(2);
        ask.setId("detail-find-out");
        ask.setOnAction(_ -> findOut.run());
        getChildren().setAll(cards, ask);
    }

    void show(@Nullable TimelineRow row) {
        List<Candidate> candidates = row == null ? List.of() : row.candidates();
        boolean several = candidates.size() > 1;
        setVisible(several);
        setManaged(several);
        cards.getChildren().clear();
        ask.setVisible(row != null && row.lane().inDatabase() && row.upsDiffer());
        ask.setManaged(ask.isVisible());
        ToggleGroup group = new ToggleGroup();
        for (int i = 0; several && i < candidates.size(); i++) {
            ToggleButton card = card(candidates.get(i), i);
            card.setToggleGroup(group);
            card.setSelected(i == chosen.get());
            cards.getChildren().add(card);
        }
    }

    private ToggleButton card(Candidate candidate, int index) {
        Label name = new Label(candidate.migration().name());
        name.getStyleClass().add("medium");
        Label place = new Label(
                candidate.foundAt().size() == 1
                        ? PlaceText.name(candidate.foundAt().getFirst())
                        : Text.of(
                                "detail.candidate.places",
                                PlaceText.name(candidate.foundAt().getFirst()),
                                candidate.foundAt().size() - 1));
        place.getStyleClass().add("caption");
        ToggleButton card = new ToggleButton(null, new VBox(2, name, place));
        Integer differences = candidate.differences();
        if (differences != null) {
            Label remaining = new Label(Text.of("candidate.differences", differences));
            remaining.getStyleClass().add("caption");
            card.setGraphic(new VBox(2, name, place, remaining));
        }
        card.setId("candidate-" + index);
        card.getStyleClass().add("candidate");
        card.setAccessibleText(Text.of("detail.candidate.accessible", name.getText(), place.getText()));
        card.setPrefWidth(CARD);
        card.setMaxWidth(Double.MAX_VALUE);
        card.setOnAction(_ -> {
            card.setSelected(true);
            chosen.set(index);
        });
        return card;
    }
}
