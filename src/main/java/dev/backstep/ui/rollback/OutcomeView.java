package dev.backstep.ui.rollback;

import dev.backstep.rollback.Ran;
import dev.backstep.rollback.export.OutcomeText;
import dev.backstep.rollback.export.SavedText;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Icon;
import dev.backstep.ui.common.Sentence;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** How the run ended: what is true now, and what to do next. */
final class OutcomeView extends ScrollPane {

    private final VBox content = new VBox();
    private final Label stepsTitle = new Label(Text.of("rollback.outcome.steps"));
    private final ListView<StepProgress> steps = new ListView<>();

    OutcomeView(RunViewModel viewModel) {
        setId("outcome");
        getStyleClass().add("edge-to-edge");
        content.getStyleClass().addAll("page", "outcome");
        setContent(content);
        setFitToWidth(true);
        setFitToHeight(true);
        stepsTitle.getStyleClass().add("section-title");
        steps.setId("outcome-steps");
        steps.setAccessibleText(Text.of("rollback.outcome.steps"));
        steps.setItems(viewModel.steps());
        steps.setCellFactory(_ -> new StepProgressCell(viewModel));
        steps.setMinHeight(120);
        VBox.setVgrow(steps, Priority.ALWAYS);
    }

    void show(Plan plan, Ran ran) {
        OutcomeText words = OutcomeText.of(plan, ran.outcome()).with(SavedText.facts(plan, ran));
        Label heading = new Sentence(words.heading());
        heading.setId("outcome-heading");
        heading.getStyleClass().add("heading");
        HBox head = new HBox(12, sign(words.tone()), heading);
        head.setAlignment(Pos.CENTER_LEFT);
        content.getChildren()
                .setAll(
                        head,
                        section("outcome-facts", Text.of("rollback.outcome.now"), words.facts()),
                        section("outcome-next", Text.of("rollback.outcome.next"), words.next()),
                        stepsTitle,
                        steps);
        content.setAccessibleText(words.heading());
    }

    private static VBox section(String id, String title, List<String> sentences) {
        Label heading = new Label(title);
        heading.getStyleClass().add("section-title");
        VBox section = new VBox(6, heading);
        section.setId(id);
        section.getStyleClass().add("section");
        for (String sentence : sentences) {
            Label label = new Sentence(sentence);
            label.setMinHeight(Region.USE_PREF_SIZE);
            section.getChildren().add(label);
        }
        return section;
    }

    private static Node sign(OutcomeText.Tone tone) {
        return switch (tone) {
            case DONE -> Icon.CHECK.node("good", "large");
            case UNCHANGED -> Icon.INFO.node("muted", "large");
            case LOOK -> Icon.WARNING.node("caution", "large");
        };
    }
}
