package dev.backstep.ui.detail;

import dev.backstep.text.Text;
import dev.backstep.ui.detail.Finding.Place;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;

/** What is known of a migration's scripts, a box for each finding; those that decide nothing are folded away. */
final class FindingsPane extends VBox {

    private final Consumer<Place> goTo;
    private Findings shown = Findings.NONE;
    private boolean unfolded;

    /** @param goTo hears which statement a person wants to see */
    FindingsPane(Consumer<Place> goTo) {
        this.goTo = goTo;
        setId("detail-findings");
        getStyleClass().add("findings");
    }

    /** Shows findings; unfolded ones stay so while the same migration is shown. */
    void show(Findings findings, boolean sameMigration) {
        unfolded = unfolded && sameMigration;
        shown = findings;
        fill();
    }

    private void fill() {
        getChildren().clear();
        add(shown.first());
        if (unfolded) {
            add(shown.rest());
        } else if (!shown.rest().isEmpty()) {
            Hyperlink more =
                    new Hyperlink(Text.of("detail.finding.more", shown.rest().size()));
            more.setId("detail-findings-more");
            more.setOnAction(_ -> {
                unfolded = true;
                fill();
            });
            getChildren().add(more);
        }
        setManaged(!getChildren().isEmpty());
    }

    private void add(List<Finding> findings) {
        findings.forEach(finding -> getChildren().add(box(finding)));
    }

    private Node box(Finding finding) {
        javafx.scene.text.Text name = text(finding.name(), "note-name");
        // "Compatible if …" reads on from its name; anything else is said after a dash.
        String sentence = finding.sentence().startsWith(finding.name() + " ")
                ? finding.sentence().substring(finding.name().length())
                : " — " + finding.sentence();
        VBox box = new VBox(new TextFlow(name, text(sentence, "plain-text")));
        box.getStyleClass().addAll("note", finding.weight().name().toLowerCase(Locale.ROOT));
        if (finding.place() != null) {
            box.getChildren().add(statement(finding.place()));
        }
        return box;
    }

    private Node statement(Place place) {
        Hyperlink link = new Hyperlink(place.headline());
        link.getStyleClass().add("statement-link");
        link.setTextOverrun(OverrunStyle.ELLIPSIS);
        link.setAccessibleText(Text.of("detail.finding.statement", place.headline()));
        link.setOnAction(_ -> {
            link.setVisited(false);
            goTo.accept(place);
        });
        return link;
    }

    private static javafx.scene.text.Text text(String words, String styleClass) {
        javafx.scene.text.Text text = new javafx.scene.text.Text(words);
        text.getStyleClass().add(styleClass);
        return text;
    }
}
