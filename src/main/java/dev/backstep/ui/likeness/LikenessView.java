package dev.backstep.ui.likeness;

import dev.backstep.likeness.Answer;
import dev.backstep.likeness.AnswerText;
import dev.backstep.likeness.Question;
import dev.backstep.replay.Likeness;
import dev.backstep.text.Text;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The question, how far the answer is, and the answer: in a sentence, by history, and by object. */
final class LikenessView extends VBox {

    private final LikenessViewModel model;
    private final VBox body = new VBox(12);
    private final ProgressBar progress = new ProgressBar();
    private final Label words = new Label();
    private final VBox running;
    private final Label headline = new Label();
    private final Label details = new Label();
    private final VBox answer = new VBox(4, headline, details);
    private final HistoryList histories;
    private final DifferencesPane differences;
    private final HBox content = new HBox(14);
    private final Button again = new Button(Text.of("likeness.again"));

    /** @param copied hears what a person wants on the clipboard */
    LikenessView(LikenessViewModel model, Consumer<String> copied, Runnable close) {
        this.model = model;
        histories = new HistoryList(model);
        differences = new DifferencesPane(model, copied);
        running = running();
        createLayout(close);
        model.stateProperty().subscribe(this::show);
    }

    private void createLayout(Runnable close) {
        setId("likeness");
        getStyleClass().add("likeness");
        URL sheet = Objects.requireNonNull(LikenessView.class.getResource("/dev/backstep/ui/likeness.css"));
        getStylesheets().add(sheet.toExternalForm());
        boolean which = model.question() == Question.WHICH_HISTORY;
        Label heading =
                new Label(Text.of(which ? "likeness.which.heading" : "likeness.recorded.heading", model.database()));
        heading.getStyleClass().add("heading");
        Label subline =
                new Label(Text.of(which ? "likeness.which.subline" : "likeness.recorded.subline", model.track()));
        subline.getStyleClass().add("muted");
        answer.setId("likeness-answer");
        headline.setId("likeness-headline");
        headline.getStyleClass().add("strong");
        details.setId("likeness-details");
        List.of(heading, subline, headline, details).forEach(label -> {
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
        });
        HBox.setHgrow(differences, Priority.ALWAYS);
        VBox.setVgrow(content, Priority.ALWAYS);
        VBox.setVgrow(body, Priority.ALWAYS);
        body.getStyleClass().add("body");
        body.getChildren().setAll(heading, subline);
        getChildren().setAll(body, buttons(close));
    }

    private VBox running() {
        progress.setId("likeness-progress");
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.setAccessibleText(Text.of("status.progress"));
        words.setId("likeness-words");
        words.getStyleClass().add("muted");
        Button cancel = new Button(Text.of("likeness.cancel"));
        cancel.setId("likeness-cancel");
        cancel.setOnAction(_ -> model.cancel());
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox line = new HBox(12, words, space, cancel);
        line.setAlignment(Pos.CENTER_LEFT);
        return new VBox(8, progress, line);
    }

    private HBox buttons(Runnable close) {
        again.setId("likeness-again");
        again.setOnAction(_ -> model.ask());
        Button closing = new Button(Text.of("likeness.close"));
        closing.setId("likeness-close");
        closing.setCancelButton(true);
        closing.setOnAction(_ -> close.run());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox buttons = new HBox(again, space, closing);
        buttons.getStyleClass().add("dialog-buttons");
        return buttons;
    }

    private void show(LikenessState state) {
        body.getChildren().setAll(body.getChildren().subList(0, 2));
        again.setDisable(state instanceof LikenessState.Running);
        switch (state) {
            case LikenessState.Running(String said, double share) -> {
                words.setText(said);
                progress.setProgress(share < 0 ? ProgressBar.INDETERMINATE_PROGRESS : share);
                body.getChildren().add(running);
            }
            case LikenessState.Failed(String sentence) -> say("bad", sentence, "");
            case LikenessState.Answered(Answer found) -> {
                say(style(found), AnswerText.headline(found), String.join(" ", AnswerText.details(found)));
                fill(found);
                body.getChildren().add(content);
            }
        }
    }

    private void say(String style, String sentence, String more) {
        answer.getStyleClass().setAll("note", style);
        headline.setText(sentence);
        details.setText(more);
        details.setVisible(!more.isEmpty());
        details.setManaged(!more.isEmpty());
        answer.setVisible(!sentence.isEmpty());
        answer.setManaged(!sentence.isEmpty());
        body.getChildren().add(answer);
    }

    private void fill(Answer found) {
        List<Likeness.Compared> compared = found.likeness().candidates();
        histories.show(found);
        List<Node> parts = model.question() == Question.WHICH_HISTORY && !compared.isEmpty()
                ? List.of(histories, differences)
                : List.of(differences);
        content.getChildren().setAll(parts);
    }

    private static String style(Answer found) {
        boolean good = found.question() == Question.WHICH_HISTORY ? found.solved() : found.same();
        boolean none = found.likeness().candidates().stream().allMatch(compared -> compared.failure() != null);
        return good ? "good" : none ? "bad" : "warn";
    }
}
