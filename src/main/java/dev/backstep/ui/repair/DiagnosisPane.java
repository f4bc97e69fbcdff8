package dev.backstep.ui.repair;

import dev.backstep.rollback.export.DiagnosisText;
import dev.backstep.rollback.repair.Diagnosis;
import dev.backstep.rollback.repair.RepairWay;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Icon;
import dev.backstep.ui.common.Sentence;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What the live schema says about a dirty mark, and the ways out of it. */
final class DiagnosisPane extends VBox {

    private static final double WORD_WIDTH = 76;

    private final ToggleGroup group = new ToggleGroup();
    private final Consumer<RepairWay> chosen;

    /** @param chosen hears the way that a person chooses */
    DiagnosisPane(Diagnosis diagnosis, Consumer<RepairWay> chosen) {
        this.chosen = chosen;
        getStyleClass().add("diagnosis");
        DiagnosisText.notes(diagnosis).forEach(words -> getChildren().add(note("warn", words)));
        section("repair.section.schema");
        diagnosis.states().forEach(state -> line(sign(state), DiagnosisText.state(state)));
        diagnosis.scripts().forEach(this::script);
        section("repair.section.ways");
        diagnosis.ways().forEach(this::way);
    }

    /** Puts the keyboard on the first way. */
    void focusFirst() {
        if (!group.getToggles().isEmpty()) {
            ((Node) group.getToggles().getFirst()).requestFocus();
        }
    }

    private void script(Diagnosis.Part part) {
        getChildren().add(wrapped(DiagnosisText.script(part), "script"));
        for (DiagnosisText.Line statement : DiagnosisText.statements(part)) {
            Label word = wrapped(statement.word(), "muted");
            word.setMinWidth(WORD_WIDTH);
            HBox.setHgrow(word, Priority.NEVER);
            Label text = wrapped(statement.text(), "mono");
            HBox row = new HBox(8, holder(sign(statement.standing())), word, text);
            row.getStyleClass().add("statement");
            getChildren().add(row);
        }
        if (part.failure() != null) {
            getChildren().add(note("warn", Text.of("repair.script.fails", part.failure())));
        }
    }

    private void way(RepairWay way) {
        RadioButton button = new RadioButton(DiagnosisText.way(way));
        button.setId("repair-" + way.id());
        button.setMnemonicParsing(false);
        button.setWrapText(true);
        button.setMinHeight(Region.USE_PREF_SIZE);
        button.setToggleGroup(group);
        button.setOnAction(_ -> chosen.accept(way));
        HBox row = new HBox(10, button);
        row.setAlignment(Pos.CENTER_LEFT);
        if (way.known()) {
            Label fits = new Label(Text.of("repair.fits"));
            fits.getStyleClass().addAll("pill", "good");
            fits.setMinWidth(Region.USE_PREF_SIZE);
            row.getChildren().add(fits);
            button.setAccessibleText(button.getText() + ", " + fits.getText());
        }
        VBox box = new VBox(4, row);
        box.getStyleClass().add("way");
        for (String warning : DiagnosisText.warnings(way)) {
            Label words = wrapped(warning, "muted");
            HBox warned = new HBox(8, holder(Icon.WARNING.node("caution")), words);
            warned.getStyleClass().add("warning");
            box.getChildren().add(warned);
        }
        getChildren().add(box);
    }

    private void section(String key) {
        getChildren().add(wrapped(Text.of(key), "section-title"));
    }

    private void line(Node sign, String words) {
        getChildren().add(new HBox(8, holder(sign), wrapped(words, "state")));
    }

    private static Node sign(Diagnosis.State state) {
        return state.equal()
                ? Icon.CHECK.node("good")
                : state.differences() == null ? Icon.QUESTION.node("muted") : Icon.ERROR.node("muted");
    }

    private static Node sign(DiagnosisText.Standing standing) {
        return switch (standing) {
            case THERE -> Icon.CHECK.node("good");
            case UNKNOWN -> Icon.QUESTION.node("caution");
            case MISSING -> Icon.ERROR.node("muted");
        };
    }

    /** In the middle of the first line of what stands beside it. */
    private static Node holder(Node sign) {
        HBox holder = new HBox(sign);
        holder.getStyleClass().add("sign");
        return holder;
    }

    /** A sentence in a box. */
    static Label note(String style, String words) {
        Label label = wrapped(words, "note");
        label.getStyleClass().add(style);
        return label;
    }

    /** A sentence as wide as there is room and as high as it needs. */
    static Label wrapped(String words, String style) {
        Label label = new Sentence(words);
        label.getStyleClass().add(style);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
        return label;
    }
}
