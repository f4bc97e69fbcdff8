package dev.backstep.ui.program;

import dev.backstep.rollback.export.OutcomeText;
import dev.backstep.rollback.program.ProgramScript;
import dev.backstep.rollback.program.ToolEnd;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Icon;
import dev.backstep.ui.common.Sentence;
import dev.backstep.ui.common.SqlHighlighter;
import dev.backstep.ui.common.SqlView;
import java.util.List;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What came of a command: the words, and behind them what was sent, what has changed, what it wrote. */
final class ResultPane extends VBox {

    private static final double ROW = 24;

    private final VBox words = new VBox(6);
    private final ToggleGroup tabs = new ToggleGroup();
    private final ToggleButton statements = tab("program-tab-statements");
    private final ToggleButton changes = tab("program-tab-changes");
    private final ToggleButton written = tab("program-tab-output");
    private final SqlView sql;
    private final ListView<String> changed = list("program-changes");
    private final ListView<String> output = list("program-output");
    private final StackPane body = new StackPane();
    private final HBox bar = new HBox(0, statements, changes, written);

    ResultPane(SqlHighlighter highlighter, ObservableList<String> lines) {
        super(10);
        setId("program-result");
        sql = new SqlView(highlighter);
        sql.setId("program-statements");
        sql.getStyleClass().add("framed");
        output.setItems(lines);
        words.setId("program-words");
        bar.getStyleClass().add("program-tabs");
        body.setMinHeight(140);
        VBox.setVgrow(body, Priority.ALWAYS);
        VBox.setVgrow(this, Priority.ALWAYS);
        getChildren().setAll(words, bar, body);
        tabs.selectedToggleProperty().addListener((_, before, now) -> {
            if (now == null && before != null) {
                before.setSelected(true);
            }
            body.getChildren().setAll(statements.isSelected() ? sql : changes.isSelected() ? changed : output);
        });
        lines.subscribe(() -> {
            written.setText(Text.of("program.tab.output", lines.size()));
            output.scrollTo(Math.max(0, lines.size() - 1));
        });
        written.setText(Text.of("program.tab.output", 0));
    }

    /** While it runs, only its output is known. */
    void going() {
        words.getChildren().clear();
        show(statements, false);
        show(changes, false);
        written.setSelected(true);
    }

    /** @param told what has changed, a line each */
    void show(OutcomeText outcome, @Nullable ToolEnd end, List<String> told) {
        Label heading = new Sentence(outcome.heading());
        heading.setId("program-heading");
        heading.getStyleClass().add("heading");
        HBox head = new HBox(12, sign(outcome.tone()), heading);
        head.setAlignment(Pos.CENTER_LEFT);
        words.getChildren().setAll(head);
        outcome.facts().forEach(fact -> words.getChildren().add(sentence(fact, "sentence")));
        outcome.next().forEach(next -> words.getChildren().add(sentence(next, "strong")));
        show(bar, end != null);
        show(body, end != null);
        if (end == null) {
            return;
        }
        int sent = end.traffic().sent().size() + end.traffic().omitted();
        statements.setText(Text.of("program.tab.statements", sent));
        changes.setText(Text.of("program.tab.changes", told.size()));
        sql.setText(ProgramScript.of(end));
        changed.getItems().setAll(told);
        show(statements, true);
        show(changes, true);
        (sent == 0 ? written : statements).setSelected(true);
    }

    private static Label sentence(String words, String style) {
        Label label = new Sentence(words);
        label.getStyleClass().add(style);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private ToggleButton tab(String id) {
        ToggleButton tab = new ToggleButton();
        tab.setId(id);
        tab.setToggleGroup(tabs);
        tab.setMinWidth(Region.USE_PREF_SIZE);
        return tab;
    }

    private static ListView<String> list(String id) {
        ListView<String> list = new ListView<>();
        list.setId(id);
        list.getStyleClass().addAll("mono", "program-list");
        list.setFixedCellSize(ROW);
        list.setPlaceholder(new Label(Text.of("program.nothing")));
        return list;
    }

    private static Node sign(OutcomeText.Tone tone) {
        return switch (tone) {
            case DONE -> Icon.CHECK.node("good", "large");
            case UNCHANGED -> Icon.INFO.node("muted", "large");
            case LOOK -> Icon.WARNING.node("caution", "large");
        };
    }

    static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
