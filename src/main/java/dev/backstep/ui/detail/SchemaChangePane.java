package dev.backstep.ui.detail;

import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.rules.SchemaChange;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import dev.backstep.ui.common.Sentence;
import java.util.List;
import java.util.Locale;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;

/** What the up script makes, changes and takes away, a line for each thing with its sign. */
final class SchemaChangePane extends ScrollPane {

    private static final int LONGEST = 300;

    private final VBox lines = new VBox();

    SchemaChangePane() {
        setId("schema-change");
        lines.getStyleClass().add("schema-change");
        setContent(lines);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
    }

    /**
     * Shows changes.
     *
     * @param whole whether there are no others
     */
    void show(List<SchemaChange> changes, boolean whole) {
        lines.getChildren().setAll(changes.stream().map(SchemaChangePane::line).toList());
        if (changes.isEmpty() && whole) {
            lines.getChildren().add(sentence("detail.schema.none"));
        }
        if (!whole) {
            lines.getChildren().add(sentence("detail.schema.uncertain"));
        }
        setVvalue(0);
    }

    /** The scripts were not read yet. */
    void showUnread() {
        lines.getChildren().setAll(sentence("detail.schema.unread"));
    }

    private static Node line(SchemaChange change) {
        String kind = change.id().kind() == ObjectKind.COLUMN
                ? ""
                : change.id().kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " ";
        String is = change.kind() == SchemaChange.Kind.REMOVED ? change.was() : change.is();
        String was =
                change.kind() == SchemaChange.Kind.CHANGED ? Text.of("detail.schema.was", shown(change.was())) : "";
        TextFlow line = new TextFlow(
                text(sign(change) + " ", "sign"),
                text(kind, "kind"),
                text(change.id().toString(), "thing"),
                text(is.isEmpty() ? "" : "  " + shown(is), "definition"),
                text(was.isEmpty() ? "" : "  " + was, "kind"));
        line.getStyleClass().addAll("schema-line", change.kind().name().toLowerCase(Locale.ROOT));
        line.setAccessibleRole(AccessibleRole.TEXT);
        line.setAccessibleText(Text.of(
                "detail.schema.line.accessible",
                Text.of("detail.schema." + change.kind()),
                kind + change.id(),
                is + " " + was));
        return line;
    }

    private static String sign(SchemaChange change) {
        return switch (change.kind()) {
            case ADDED -> "+";
            case CHANGED -> "~";
            case REMOVED -> "−";
        };
    }

    private static String shown(String definition) {
        return Visible.shortened(definition.replaceAll("\\s+", " "), LONGEST);
    }

    private static Label sentence(String key) {
        Label label = new Sentence(Text.of(key), "muted");
        return label;
    }

    private static javafx.scene.text.Text text(String words, String styleClass) {
        javafx.scene.text.Text text = new javafx.scene.text.Text(words);
        text.getStyleClass().add(styleClass);
        return text;
    }
}
