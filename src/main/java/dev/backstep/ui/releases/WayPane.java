package dev.backstep.ui.releases;

import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.release.Answer;
import dev.backstep.release.Move;
import dev.backstep.release.Stage;
import dev.backstep.release.Way;
import dev.backstep.release.export.ReleaseText;
import dev.backstep.release.export.RunbookFormat;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.Icon;
import dev.backstep.ui.common.Sentence;
import java.util.function.BiConsumer;
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
import org.jspecify.annotations.Nullable;

/** The selected release: why, what it prints, the stages of the way there, what is missing, and the runbook. */
final class WayPane extends VBox {

    private final ReleasesViewModel model;
    private final DialogService dialogs;
    private final RunbookExport export;
    private final BiConsumer<Timeline, Version> rollback;
    private final VBox content = new VBox(6);
    private final HBox exports = new HBox(8);

    WayPane(
            ReleasesViewModel model,
            DialogService dialogs,
            RunbookExport export,
            BiConsumer<Timeline, Version> rollback) {
        this.model = model;
        this.dialogs = dialogs;
        this.export = export;
        this.rollback = rollback;
        setId("release-way");
        getStyleClass().add("way");
        content.getStyleClass().add("way-content");
        exports.setAlignment(Pos.CENTER_LEFT);
        exports.getStyleClass().add("way-exports");
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().setAll(scroll, exports);
        model.selectedProperty().subscribe(this::show);
    }

    private void show(@Nullable Answer answer) {
        export.forget();
        setVisible(answer != null);
        setManaged(answer != null);
        content.getChildren().clear();
        exports.getChildren().clear();
        if (answer == null) {
            return;
        }
        Label title =
                new Label(Text.of("releases.way.title", ReleaseText.name(answer.release()), ReleaseText.pill(answer)));
        title.getStyleClass().add("strong");
        content.getChildren().addAll(title, words(ReleaseText.why(answer), "way-why"));
        ReleaseText.errors(answer).forEach(error -> content.getChildren().add(error(error)));
        Way way = answer.way();
        if (way != null) {
            showWay(answer, way);
        }
    }

    private void showWay(Answer answer, Way way) {
        if (!way.missing().isEmpty()) {
            content.getChildren().add(words(Text.of("releases.way.missing"), "way-missing"));
            ReleaseText.missingLines(way).forEach(line -> content.getChildren().add(bullet(line)));
        }
        for (Stage stage : way.stages()) {
            boolean first = stage.equals(way.stages().getFirst());
            content.getChildren().add(stage(way, stage, first && way.missing().isEmpty()));
            String stop = ReleaseText.stop(way, stage);
            if (stop != null) {
                Label label = words(stop, "way-stop");
                label.setGraphic(Icon.WARNING.node("caution"));
                content.getChildren().add(label);
            }
        }
        content.getChildren().add(words(Text.of("releases.way.stopFirst"), "way-stop-first"));
        showExports(answer);
    }

    private Node stage(Way way, Stage stage, boolean now) {
        Label what = words(ReleaseText.stage(way, stage), "stage");
        VBox words = new VBox(1, what);
        stage.moves().stream().map(ReleaseText::scripts).distinct().forEach(scripts -> {
            Label from = words(Text.of("releases.way.scripts", scripts), "scripts");
            from.getStyleClass().add("muted");
            words.getChildren().add(from);
        });
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(8, words);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("stage");
        if (now) {
            stage.moves()
                    .forEach(move ->
                            row.getChildren().add(rollBack(move, stage.moves().size() > 1)));
        }
        return row;
    }

    private Button rollBack(Move move, boolean named) {
        String to = Visible.of(move.to().text());
        Button button = new Button(
                named
                        ? Text.of(
                                "releases.action.rollBackTrack",
                                Visible.of(move.track().name()),
                                to)
                        : Text.of("releases.action.rollBack", to));
        button.setId("way-roll-back-" + move.track().name());
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> {
            Timeline timeline = model.timeline(move.track());
            if (timeline != null) {
                rollback.accept(timeline, move.to());
            }
        });
        return button;
    }

    private void showExports(Answer answer) {
        Label label = new Label(Text.of("releases.export", ReleaseText.name(answer.release())));
        label.getStyleClass().add("muted");
        label.setMinWidth(Region.USE_PREF_SIZE);
        exports.getChildren().add(label);
        for (RunbookFormat format : RunbookFormat.values()) {
            Button save = new Button(Text.of("releases.export.save", RunbookExport.name(format)));
            save.setId("runbook-save-" + format.name());
            save.setMinWidth(Region.USE_PREF_SIZE);
            save.setOnAction(_ -> export.save(answer, format));
            exports.getChildren().add(save);
        }
        Button copy = new Button(Text.of("releases.export.copy"));
        copy.setId("runbook-copy");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.setOnAction(_ -> export.copy(answer, RunbookFormat.SHELL));
        Label done = new Label();
        done.setId("runbook-done");
        done.getStyleClass().add("caption");
        done.textProperty().bind(export.doneProperty());
        exports.getChildren().addAll(copy, done);
    }

    private Node error(String error) {
        Label prints = new Label(Text.of("releases.way.prints"));
        prints.getStyleClass().add("muted");
        prints.setMinWidth(Region.USE_PREF_SIZE);
        TextField text = new TextField(error);
        text.setId("release-error");
        text.setEditable(false);
        text.setAccessibleText(Text.of("releases.way.prints") + " " + error);
        text.getStyleClass().addAll("mono", "error-text");
        HBox.setHgrow(text, Priority.ALWAYS);
        Button copy = new Button(Text.of("dialog.copy"));
        copy.getStyleClass().add("small-button");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.setOnAction(_ -> dialogs.copy(error));
        HBox row = new HBox(8, prints, text, copy);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Label bullet(String line) {
        return words("•  " + line, "bullet");
    }

    private static Label words(String text, String styleClass) {
        Label label = new Sentence(text);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
