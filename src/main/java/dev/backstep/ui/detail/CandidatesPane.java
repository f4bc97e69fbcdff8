package dev.backstep.ui.detail;

import dev.backstep.model.Candidate;
import dev.backstep.model.TimelineRow;
import dev.backstep.text.PlaceText;
import dev.backstep.text.Text;
import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The contents found for one version, side by side; the chosen one's text is shown. */
final class CandidatesPane extends TilePane {

    private static final double CARD = 188;

    private final IntegerProperty chosen;

    CandidatesPane(IntegerProperty chosen) {
        this.chosen = chosen;
        setId("candidates");
        getStyleClass().add("candidates");
        setHgap(8);
        setVgap(8);
        setPrefColumns(2);
    }

    void show(@Nullable TimelineRow row) {
        List<Candidate> candidates = row == null ? List.of() : row.candidates();
        boolean several = candidates.size() > 1;
        setVisible(several);
        setManaged(several);
        getChildren().clear();
        ToggleGroup group = new ToggleGroup();
        for (int i = 0; several && i < candidates.size(); i++) {
            ToggleButton card = card(candidates.get(i), i);
            card.setToggleGroup(group);
            card.setSelected(i == chosen.get());
            getChildren().add(card);
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
