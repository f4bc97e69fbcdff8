package dev.backstep.ui.workspace;

import dev.backstep.text.Text;
import dev.backstep.ui.common.Icon;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.Sentence;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What went wrong, why, and what can be done; the details folded. */
final class ProblemView extends StackPane {

    private final Label title = new Label();
    private final Label sentence = new Sentence();
    private final TextArea details = new TextArea();
    private final TitledPane folded = new TitledPane(Text.of("failed.details"), details);

    ProblemView(WorkspaceViewModel model, WindowActions actions, Consumer<String> copyText) {
        setId("failed");
        title.getStyleClass().add("title");
        title.setGraphic(Icon.ERROR.node("bad"));
        sentence.setId("failed-sentence");
        details.setEditable(false);
        details.getStyleClass().add("mono");
        folded.setExpanded(false);
        folded.setId("failed-details");
        HBox buttons = new HBox(
                8,
                button("failed-retry", "banner.retry", model::refresh, "accent"),
                button("failed-connect", "menu.connect", () -> actions.connect(model.workspace()), "plain"),
                button("failed-copy", "dialog.copy", () -> copyText.accept(text(model)), "plain"));
        VBox all = new VBox(title, sentence, buttons, folded);
        all.getStyleClass().add("failed");
        getChildren().add(all);
        model.problemProperty().subscribe(problem -> show(problem));
    }

    private static Button button(String id, String key, Runnable action, String style) {
        Button button = new Button(Text.of(key));
        button.setId(id);
        button.getStyleClass().add(style);
        button.setOnAction(_ -> action.run());
        return button;
    }

    private static String text(WorkspaceViewModel model) {
        Problem problem = model.problemProperty().get();
        return problem == null ? "" : problem.text();
    }

    private void show(@Nullable Problem problem) {
        if (problem != null) {
            title.setText(problem.title());
            sentence.setText(problem.sentence());
            details.setText(problem.details());
            folded.setVisible(!problem.details().isBlank());
        }
    }
}
