package dev.backstep.ui.workspace;

import dev.backstep.text.Text;
import dev.backstep.ui.common.ChildStage;
import dev.backstep.ui.common.Sentence;
import dev.backstep.ui.common.Theme;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/** Asks for a branch, tag or commit to stand in the checkout's place. */
final class WhatIfDialog {

    private final ChildStage stage;
    private final ComboBox<String> revision = new ComboBox<>();

    /** @param known names to choose from; any other revision can be typed */
    WhatIfDialog(Window owner, Theme theme, List<String> known, Consumer<String> chosen) {
        stage = ChildStage.dialog(owner, Text.of("whatIf.title"));
        revision.setId("what-if-revision");
        revision.setEditable(true);
        revision.setMaxWidth(Double.MAX_VALUE);
        revision.setPromptText(Text.of("whatIf.revision"));
        revision.setAccessibleText(Text.of("whatIf.revision"));
        revision.getItems().setAll(known);
        stage.fill(theme, createLayout(chosen), 460, -1);
    }

    void show() {
        stage.show();
        revision.getEditor().requestFocus();
    }

    private VBox createLayout(Consumer<String> chosen) {
        Label title = new Label(Text.of("whatIf.headline"));
        title.getStyleClass().add("title");
        Label explanation = new Sentence(Text.of("whatIf.explanation"), "muted");
        VBox body = new VBox(title, explanation, revision);
        body.getStyleClass().add("dialog-body");
        Button cancel = new Button(Text.of("dialog.cancel"));
        cancel.setCancelButton(true);
        cancel.setOnAction(_ -> stage.close());
        Button go = new Button(Text.of("whatIf.go"));
        go.setId("what-if-go");
        go.getStyleClass().add("accent");
        go.setDefaultButton(true);
        go.disableProperty().bind(revision.getEditor().textProperty().map(String::isBlank));
        go.setOnAction(_ -> {
            stage.close();
            chosen.accept(revision.getEditor().getText().strip());
        });
        HBox buttons = new HBox(cancel, go);
        buttons.getStyleClass().add("dialog-buttons");
        VBox all = new VBox(body, buttons);
        all.setId("what-if-dialog");
        return all;
    }
}
