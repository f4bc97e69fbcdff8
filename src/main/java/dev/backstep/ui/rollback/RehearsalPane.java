package dev.backstep.ui.rollback;

import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.rollback.export.OutcomeText;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.rollback.export.RehearsalText;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.rehearsal.Rehearsal;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import dev.backstep.ui.common.Icon;
import dev.backstep.ui.common.Sentence;
import dev.backstep.ui.common.SqlHighlighter;
import dev.backstep.ui.common.SqlView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What came of a rehearsal: the words, the script that failed, what differs, the time of each step. */
final class RehearsalPane extends VBox {

    private static final double ROW = 30;
    private static final int SHOWN = 200;
    private static final int MOST_ROWS = 8;

    private final SqlView sql;

    /**
     * A row of a list.
     *
     * @param word what is to be said of it
     * @param name the thing
     * @param more behind it
     */
    private record Row(String word, String name, String more) {}

    RehearsalPane(SqlHighlighter highlighter) {
        super(10);
        setId("rehearsal");
        sql = new SqlView(highlighter);
        sql.setId("rehearsal-sql");
        sql.getStyleClass().add("framed");
        sql.setMinHeight(120);
        VBox.setVgrow(sql, Priority.ALWAYS);
    }

    void show(Plan plan, Rehearsal rehearsal) {
        RehearsalText text = RehearsalText.of(plan, rehearsal);
        Label heading = new Sentence(text.heading());
        heading.setId("rehearsal-heading");
        heading.getStyleClass().add("strong");
        HBox head = new HBox(10, sign(text.tone()), heading);
        head.setAlignment(Pos.CENTER_LEFT);
        List<Node> parts = new ArrayList<>(List.of(head));
        VBox facts = new VBox(4);
        facts.setId("rehearsal-facts");
        text.facts().forEach(fact -> facts.getChildren().add(sentence(fact)));
        parts.add(facts);
        switch (rehearsal.outcome()) {
            case Rehearsal.Reached reached -> {
                addList(parts, "rehearsal-left", "rollback.rehearse.left", entries(reached.left()));
                addList(parts, "rehearsal-before", "rollback.rehearse.before", entries(reached.before()));
                addList(parts, "rehearsal-times", "rollback.rehearse.times", times(plan, rehearsal));
            }
            case Rehearsal.Failed failed -> {
                String script = script(plan, failed.step());
                if (script != null) {
                    sql.setText(script);
                    parts.add(sql);
                }
            }
            case Rehearsal.Cancelled _, Rehearsal.NotDone _ -> {}
        }
        getChildren().setAll(parts);
    }

    private static @Nullable String script(Plan plan, int step) {
        return step < 0 ? null : plan.steps().get(step).text();
    }

    private static Label sentence(String fact) {
        Label label = new Sentence(fact);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static List<Row> entries(CatalogDifference difference) {
        return difference.entries().stream()
                .map(entry -> new Row(
                        RehearsalText.word(entry),
                        Visible.of(entry.id().toString()),
                        Visible.shortened(definition(entry).replaceAll("\\s+", " "), SHOWN)))
                .toList();
    }

    private static String definition(CatalogDifference.Entry entry) {
        String expected = entry.before();
        String found = entry.after();
        if (expected != null && found != null) {
            return Text.of("rollback.rehearse.instead", found, expected);
        }
        return expected != null ? expected : found != null ? found : "";
    }

    private static List<Row> times(Plan plan, Rehearsal rehearsal) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            Duration took = rehearsal.times().get(i);
            rows.add(new Row(
                    took == null ? "" : OutcomeText.time(took),
                    PlanText.step(plan, plan.steps().get(i)),
                    ""));
        }
        return rows;
    }

    private static void addList(List<Node> parts, String id, String key, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Label title = new Label(Text.of(key, rows.size()));
        title.getStyleClass().add("section-title");
        ListView<Row> list = new ListView<>();
        list.setId(id);
        list.setAccessibleText(title.getText());
        list.getItems().setAll(rows);
        list.setFixedCellSize(ROW);
        list.setPrefHeight(ROW * Math.min(rows.size(), MOST_ROWS) + 4);
        list.setMinHeight(ROW * Math.min(rows.size(), 3) + 4);
        list.setCellFactory(_ -> new Cell());
        parts.add(title);
        parts.add(list);
    }

    private static Node sign(OutcomeText.Tone tone) {
        return switch (tone) {
            case DONE -> Icon.CHECK.node("good");
            case UNCHANGED -> Icon.INFO.node("muted");
            case LOOK -> Icon.WARNING.node("caution");
        };
    }

    /** One row: the word, the name, the definition. */
    private static final class Cell extends ListCell<Row> {

        private final Label word = new Label();
        private final Label name = new Label();
        private final Label more = new Label();
        private final HBox content = new HBox(10, word, name, more);

        Cell() {
            content.setAlignment(Pos.CENTER_LEFT);
            word.setMinWidth(86);
            word.getStyleClass().add("muted");
            name.getStyleClass().add("mono");
            more.getStyleClass().addAll("mono", "muted");
            more.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(more, Priority.ALWAYS);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(Row row, boolean empty) {
            super.updateItem(row, empty);
            setText(null);
            setGraphic(empty || row == null ? null : content);
            if (!empty && row != null) {
                word.setText(row.word());
                name.setText(row.name());
                name.setTooltip(new Tooltip(row.name()));
                more.setText(row.more());
                more.setTooltip(row.more().isEmpty() ? null : new Tooltip(row.more()));
                setAccessibleText(String.join(" ", row.word(), row.name(), row.more()));
            }
        }
    }
}
