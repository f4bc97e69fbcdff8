package dev.backstep.ui.likeness;

import dev.backstep.likeness.Answer;
import dev.backstep.likeness.AnswerText;
import dev.backstep.replay.Likeness;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Sentence;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The histories, the likest first, each with where it is found and how much remains. */
final class HistoryList extends ListView<Likeness.Compared> {

    private static final double WIDTH = 300;

    private boolean solved;

    HistoryList(LikenessViewModel model) {
        setId("likeness-histories");
        setMinWidth(220);
        setPrefWidth(WIDTH);
        setAccessibleText(Text.of("likeness.histories"));
        setCellFactory(_ -> new Cell());
        getSelectionModel().selectedItemProperty().subscribe(chosen -> {
            if (chosen != null) {
                model.select(chosen);
            }
        });
        model.selectedProperty().subscribe(chosen -> {
            if (chosen != null && !chosen.equals(getSelectionModel().getSelectedItem())) {
                getSelectionModel().select(chosen);
            }
        });
    }

    void show(Answer answer) {
        solved = answer.solved();
        getItems().setAll(answer.likeness().candidates());
    }

    private final class Cell extends ListCell<Likeness.Compared> {
        @Override
        protected void updateItem(Likeness.@Nullable Compared compared, boolean empty) {
            super.updateItem(compared, empty);
            if (empty || compared == null) {
                setGraphic(null);
                return;
            }
            Label places = new Sentence(AnswerText.places(compared), "medium");
            Label distance =
                    new Label(solved && compared.same() ? Text.of("likeness.observed") : AnswerText.distance(compared));
            distance.getStyleClass().addAll("pill", style(compared));
            VBox lines = new VBox(4, places, distance);
            lines.maxWidthProperty().bind(HistoryList.this.widthProperty().subtract(30));
            lines.prefWidthProperty().bind(lines.maxWidthProperty());
            setGraphic(lines);
        }

        private static String style(Likeness.Compared compared) {
            if (compared.failure() != null) {
                return "bad";
            }
            return compared.same() ? "good" : "caution";
        }
    }
}
