package dev.backstep.ui.rollback;

import dev.backstep.model.Candidate;
import dev.backstep.model.Provenance;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.rollback.plan.Step;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import dev.backstep.ui.common.Sentence;
import dev.backstep.ui.common.SqlHighlighter;
import dev.backstep.ui.common.SqlView;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The contents found for one version, side by side, to choose the one that was applied. */
final class CandidateChoice extends ScrollPane {

    private static final int SHOWN_PLACES = 3;

    private final Step step;
    private final PreviewViewModel viewModel;
    private final SqlHighlighter highlighter;
    private final ToggleGroup choice = new ToggleGroup();

    CandidateChoice(Step step, PreviewViewModel viewModel, SqlHighlighter highlighter) {
        this.step = step;
        this.viewModel = viewModel;
        this.highlighter = highlighter;
        HBox cards = new HBox();
        cards.getStyleClass().add("candidates");
        List<Candidate> candidates = viewModel.candidates(step);
        for (int i = 0; i < candidates.size(); i++) {
            VBox card = card(candidates.get(i), i);
            HBox.setHgrow(card, Priority.ALWAYS);
            cards.getChildren().add(card);
        }
        setId("candidates");
        getStyleClass().addAll("edge-to-edge", "candidate-choice");
        setContent(cards);
        setFitToWidth(true);
        setFitToHeight(true);
        setMinHeight(260);
        setPrefHeight(280);
        VBox.setVgrow(this, step.text() == null ? Priority.ALWAYS : Priority.NEVER);
    }

    /** Puts the keyboard on the chosen candidate. */
    void focusChosen() {
        if (choice.getSelectedToggle() instanceof RadioButton button) {
            button.requestFocus();
        }
    }

    private VBox card(Candidate candidate, int index) {
        RadioButton button = new RadioButton(PlanText.migration(candidate.migration()));
        button.setId("candidate-" + index);
        button.setMnemonicParsing(false);
        button.setToggleGroup(choice);
        button.setSelected(candidate.equals(viewModel.chosen(step)));
        button.getStyleClass().add("strong");
        button.setAccessibleText(
                Text.of("rollback.candidate.accessible", PlanText.migration(candidate.migration()), places(candidate)));
        button.selectedProperty().addListener((_, _, selected) -> {
            if (selected) {
                viewModel.choose(step.migration().version(), candidate);
            }
        });
        Label places = new Sentence(places(candidate), "caption");
        places.setTooltip(new Tooltip(
                candidate.foundAt().stream().limit(40).map(PlanText::place).collect(Collectors.joining("\n"))));
        Label file = new Label(
                candidate.migration().down() == null
                        ? ""
                        : Visible.of(candidate.migration().down().fileName()));
        file.getStyleClass().addAll("caption", "mono");
        SqlView text = new SqlView(highlighter);
        text.getStyleClass().add("framed");
        text.setText(viewModel.downText(candidate));
        VBox.setVgrow(text, Priority.ALWAYS);
        VBox card = new VBox(6, button, places);
        Integer differences = candidate.differences();
        if (differences != null) {
            Label remaining = new Label(Text.of("candidate.differences", differences));
            remaining.getStyleClass().addAll("pill", differences == 0 ? "good" : "caution");
            card.getChildren().add(remaining);
        }
        card.getChildren().addAll(file, text);
        card.getStyleClass().add("candidate");
        card.setMinWidth(220);
        card.setPrefWidth(280);
        return card;
    }

    private static String places(Candidate candidate) {
        if (candidate.foundAt().getFirst().place() == Provenance.Place.GENERATED) {
            return Text.of("rollback.candidate.generated");
        }
        String first = candidate.foundAt().stream()
                .limit(SHOWN_PLACES)
                .map(PlanText::place)
                .collect(Collectors.joining(", "));
        int more = candidate.foundAt().size() - SHOWN_PLACES;
        return Text.of("rollback.candidate.foundAt", first)
                + (more > 0 ? " " + Text.of("rollback.candidate.more", more) : "");
    }
}
