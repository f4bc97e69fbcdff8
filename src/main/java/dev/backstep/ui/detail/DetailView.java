package dev.backstep.ui.detail;

import dev.backstep.model.Migration;
import dev.backstep.model.Note;
import dev.backstep.model.TimelineRow;
import dev.backstep.text.RowText;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Sentence;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** The pane at the right: the selected migration, what is known of it and how well, and its texts. */
public final class DetailView extends BorderPane {

    private static final double FACTS_SHARE = 0.6;

    private final DetailViewModel model;
    private final Label title = new Sentence();
    private final Label state = new Sentence();
    private final FactsPane facts = new FactsPane();
    private final FactsPane moreFacts = new FactsPane();
    private final VBox notes = new VBox(12);
    private final FindingsPane findings;
    private final Runnable replay;
    private @Nullable Migration judged;
    private final CandidatesPane candidates;
    private final Node body;
    private final Node nothing;

    /**
     * @param copyText hears a text that a person wants on the clipboard
     * @param replay replays the shown track
     * @param findOut finds out by replaying which content was applied
     */
    public DetailView(DetailViewModel model, Consumer<String> copyText, Runnable replay, Runnable findOut) {
        this.model = model;
        this.replay = replay;
        candidates = new CandidatesPane(model.candidateProperty(), findOut);
        findings = new FindingsPane(model::goTo);
        body = body(copyText);
        nothing = nothing();
        setId("detail");
        getStyleClass().add("detail");
        bind();
    }

    private Node body(Consumer<String> copyText) {
        title.setId("detail-title");
        title.getStyleClass().add("title");
        state.setId("detail-state");
        state.getStyleClass().add("muted");
        notes.setId("detail-notes");
        VBox about = new VBox(title, state, candidates, facts, findings, notes, moreFacts);
        about.getStyleClass().add("detail-about");
        ScrollPane scroll = new ScrollPane(about);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.maxHeightProperty().bind(heightProperty().multiply(FACTS_SHARE));
        return new BorderPane(new DetailTabs(model, copyText), scroll, null, null, null);
    }

    private static Node nothing() {
        Label words = new Sentence(Text.of("detail.nothing"), "muted");
        return new StackPane(words);
    }

    private void bind() {
        model.rowProperty().subscribe(_ -> show());
        model.candidateProperty().subscribe(_ -> showCandidate());
        model.findingsProperty().subscribe(_ -> showCandidate());
        model.replayProperty().subscribe(_ -> showCandidate());
    }

    private void show() {
        TimelineRow row = model.rowProperty().get();
        setCenter(row == null ? nothing : body);
        candidates.show(row);
        notes.getChildren().clear();
        if (row != null) {
            state.setText(RowText.state(row));
            // What no row of the tool has stands where the down script would.
            row.notes().stream()
                    .filter(note -> !(note instanceof Note.NoDownScripts))
                    .forEach(note -> notes.getChildren().add(box(note)));
        }
        notes.setManaged(!notes.getChildren().isEmpty());
        showCandidate();
    }

    private void showCandidate() {
        TimelineRow row = model.rowProperty().get();
        Migration migration = model.migration();
        if (row != null && migration != null) {
            title.setText(RowText.title(row));
            Findings known = model.findingsProperty().get();
            boolean same = migration.equals(judged);
            judged = migration;
            Findings shown = known == null ? Findings.NONE : known;
            facts.showFirst(migration, model.places(), shown.running(), same, row.has(Note.NoDownScripts.class));
            findings.show(shown, same);
            Runnable offered = shown.replayTells() && model.replayProperty().get() ? replay : null;
            moreFacts.showRest(migration, model.places(), shown.facts(), RowText.evidence(row), offered);
        }
    }

    private static Node box(Note note) {
        javafx.scene.text.Text name = new javafx.scene.text.Text(RowText.name(note));
        name.getStyleClass().add("note-name");
        javafx.scene.text.Text sentence = new javafx.scene.text.Text(" — " + RowText.sentence(note));
        sentence.getStyleClass().add("plain-text");
        TextFlow box = new TextFlow(name, sentence);
        box.getStyleClass().addAll("note", style(note));
        return box;
    }

    private static String style(Note note) {
        return switch (note) {
            case Note.Edited _, Note.PendingBelow _, Note.MayNotHaveRun _, Note.ToolsCase _ -> "warn";
            case Note.Renumbered _, Note.Renamed _, Note.Uncommitted _ -> "info";
            case Note.Baseline _, Note.BelowBaseline _, Note.Outdated _, Note.ToolsWord _, Note.NoDownScripts _ ->
                "info";
        };
    }
}
