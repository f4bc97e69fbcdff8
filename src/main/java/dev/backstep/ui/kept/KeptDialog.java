package dev.backstep.ui.kept;

import dev.backstep.journal.Kept;
import dev.backstep.rollback.undo.UndoRecord;
import dev.backstep.text.Text;
import dev.backstep.ui.common.ChildStage;
import dev.backstep.ui.common.Sentence;
import dev.backstep.ui.common.Theme;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Shows what Backstep keeps of what it saw: how much, of which databases, where; and clears it. */
public final class KeptDialog {

    private static final double WIDTH = 620;
    private static final double HEIGHT = 520;
    private static final double ROLLBACKS_HEIGHT = 110;

    private final KeptViewModel model;
    private final ChildStage stage;
    private final VBox histories = new VBox(10);
    private final VBox rollbacks = new VBox(8);
    private final Button clear = new Button(Text.of("kept.clear"));

    public KeptDialog(Window owner, Theme theme, KeptViewModel model) {
        this.model = model;
        stage = ChildStage.dialog(owner, Text.of("kept.title"));
        stage.fill(theme, createLayout(), WIDTH, HEIGHT);
        model.keptProperty().subscribe(kept -> fill(kept));
        model.rollbacks().subscribe(this::fillRollbacks);
    }

    public void show() {
        stage.show();
    }

    private VBox createLayout() {
        Label title = new Label(Text.of("kept.title"));
        title.getStyleClass().add("title");
        Label explanation = new Sentence(Text.of("kept.explanation"), "muted");
        explanation.setMinHeight(Region.USE_PREF_SIZE);
        Label sentence = new Sentence();
        sentence.setId("kept-sentence");
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        sentence.textProperty().bind(model.sentenceProperty());
        histories.setId("kept-histories");
        ScrollPane list = new ScrollPane(histories);
        list.setFitToWidth(true);
        list.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(list, Priority.ALWAYS);
        rollbacks.setId("kept-rollbacks");
        VBox body = new VBox(title, explanation, sentence, list, rollbacks, folder());
        body.getStyleClass().add("dialog-body");
        VBox.setVgrow(body, Priority.ALWAYS);
        VBox all = new VBox(body, buttons());
        all.setId("kept");
        return all;
    }

    private HBox folder() {
        TextField path = new TextField(model.folder().toString());
        path.setId("kept-folder");
        path.setEditable(false);
        path.setAccessibleText(Text.of("kept.folder"));
        HBox.setHgrow(path, Priority.ALWAYS);
        Button copy = new Button(Text.of("dialog.copy"));
        copy.setId("kept-copy");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.setOnAction(_ -> model.copyFolder());
        return new HBox(8, path, copy);
    }

    private HBox buttons() {
        clear.setId("kept-clear");
        clear.setOnAction(_ -> model.clear());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button close = new Button(Text.of("kept.close"));
        close.setId("kept-close");
        close.setCancelButton(true);
        close.setDefaultButton(true);
        close.setOnAction(_ -> stage.close());
        stage.setOnShown(_ -> close.requestFocus());
        HBox buttons = new HBox(clear, space, close);
        buttons.getStyleClass().add("dialog-buttons");
        return buttons;
    }

    private void fill(@Nullable Kept kept) {
        List<Kept.History> all = kept == null ? List.of() : kept.histories();
        clear.setDisable(all.isEmpty());
        histories.getChildren().setAll(all.stream().map(KeptDialog::row).toList());
    }

    private void fillRollbacks() {
        rollbacks.getChildren().clear();
        if (!model.rollbacks().isEmpty()) {
            Label title = new Label(Text.of("kept.rollbacks"));
            title.getStyleClass().add("strong");
            VBox rows = new VBox(8);
            model.rollbacks().forEach(rollback -> rows.getChildren().add(row(rollback)));
            ScrollPane list = new ScrollPane(rows);
            list.setFitToWidth(true);
            list.setPrefViewportHeight(ROLLBACKS_HEIGHT);
            list.setMinHeight(ROLLBACKS_HEIGHT);
            rollbacks.getChildren().setAll(title, list);
        }
    }

    private Node row(UndoRecord rollback) {
        Label title = new Label(KeptViewModel.title(rollback));
        Label about = new Sentence(KeptViewModel.about(rollback), "muted");
        VBox words = new VBox(2, title, about);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button put = new Button(Text.of("kept.putBack"));
        put.setId("put-back-" + rollback.id());
        put.setMinWidth(Region.USE_PREF_SIZE);
        put.setOnAction(_ -> {
            stage.close();
            model.putBack(rollback);
        });
        HBox row = new HBox(10, words, put);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Node row(Kept.History history) {
        Label name = new Label(Text.of("kept.database", history.database(), history.server()));
        name.getStyleClass().add("strong");
        Label about = new Sentence(KeptViewModel.about(history), "muted");
        return new VBox(2, name, about);
    }
}
