package dev.backstep.ui.detail;

import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Sentence;
import dev.backstep.ui.detail.Findings.Fact;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** A migration's facts, each with its name at the left. */
final class FactsPane extends GridPane {

    private static final double NAMES = 105;
    private static final int PLACES = 2;

    private boolean allPlaces;

    FactsPane() {
        getStyleClass().add("facts");
        ColumnConstraints names = new ColumnConstraints(80, NAMES, NAMES);
        ColumnConstraints values = new ColumnConstraints(0, 200, Double.MAX_VALUE);
        values.setHgrow(Priority.ALWAYS);
        getColumnConstraints().addAll(names, values);
    }

    /**
     * Shows where a migration was found and what running it takes.
     *
     * @param read what reading its scripts told
     * @param same whether it was shown before, so that unfolded places stay so
     * @param noDownScripts whether the tool keeps none, so that none is missing
     */
    void showFirst(Migration migration, List<PlaceLine> places, List<Fact> read, boolean same, boolean noDownScripts) {
        allPlaces = allPlaces && same;
        getChildren().clear();
        if (!places.isEmpty()) {
            add("detail.foundOn", places(places, () -> showFirst(migration, places, read, true, noDownScripts)));
        }
        boolean repeatable = migration.version().isRepeatable();
        boolean none = noDownScripts && migration.down() == null;
        String never = repeatable ? "row.down.repeatable" : none ? "row.down.none" : null;
        add("detail.downScript", never == null ? file(migration.down()) : new Label(Text.of(never)));
        read.forEach(this::add);
    }

    /**
     * Shows everything else.
     *
     * @param replay replays the track, where that may tell more; null where it may not
     */
    void showRest(
            Migration migration, List<PlaceLine> places, List<Fact> read, String evidence, @Nullable Runnable replay) {
        getChildren().clear();
        add("detail.upScript", file(migration.up()));
        for (Fact fact : read) {
            Node value = words(fact.key(), fact.value());
            add(
                    fact.key(),
                    replay != null && fact.key().equals(Findings.MARKER) ? new VBox(1, value, link(replay)) : value);
        }
        if (!places.isEmpty() && !places.getFirst().author().isEmpty()) {
            add("detail.author", new Label(places.getFirst().author()));
        }
        add(new Fact("detail.evidence", evidence));
    }

    private void add(Fact fact) {
        add(fact.key(), words(fact.key(), fact.value()));
    }

    private static Hyperlink link(Runnable replay) {
        Hyperlink link = new Hyperlink(Text.of("detail.replay"));
        link.setId("detail-replay");
        link.setOnAction(_ -> replay.run());
        return link;
    }

    private static Label words(String key, String value) {
        Label label = new Sentence(value);
        label.setId(key.replace('.', '-'));
        return label;
    }

    private void add(String key, Node value) {
        Label name = new Label(Text.of(key));
        name.getStyleClass().add("fact-name");
        GridPane.setValignment(name, VPos.TOP);
        addRow(getRowCount(), name, value);
    }

    private Node places(List<PlaceLine> places, Runnable again) {
        VBox lines = new VBox(3);
        lines.setId("detail-places");
        boolean all = allPlaces || places.size() <= PLACES + 1;
        places.stream()
                .limit(all ? places.size() : PLACES)
                .forEach(place -> lines.getChildren().add(line(place)));
        if (!all) {
            Hyperlink more = new Hyperlink(Text.of("detail.more", places.size() - PLACES));
            more.setId("detail-more");
            more.setOnAction(_ -> {
                allPlaces = true;
                again.run();
            });
            lines.getChildren().add(more);
        }
        return lines;
    }

    private static Node line(PlaceLine place) {
        TextFlow line = new TextFlow(text(place.name(), "plain-text"));
        if (!place.commit().isEmpty()) {
            line.getChildren()
                    .addAll(text(" " + place.commit(), "mono-text"), text(" · " + place.when(), "plain-text"));
        }
        return line;
    }

    private static javafx.scene.text.Text text(String words, String styleClass) {
        javafx.scene.text.Text text = new javafx.scene.text.Text(words);
        text.getStyleClass().add(styleClass);
        return text;
    }

    /** A long file name breaks after its dashes and dots, not in the middle of a word. */
    private static Node file(@Nullable Script script) {
        if (script == null) {
            Label missing = new Label(Text.of("row.down.missing"));
            missing.getStyleClass().add("down-missing");
            return missing;
        }
        FlowPane file = new FlowPane();
        file.setAccessibleRole(AccessibleRole.TEXT);
        file.setAccessibleText(script.fileName());
        for (String part : script.fileName().split("(?<=[_.-])", -1)) {
            Label label = new Label(part);
            label.getStyleClass().add("mono");
            file.getChildren().add(label);
        }
        return file;
    }
}
