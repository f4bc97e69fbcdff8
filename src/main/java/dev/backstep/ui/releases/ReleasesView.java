package dev.backstep.ui.releases;

import dev.backstep.inspection.Inspection;
import dev.backstep.model.Timeline;
import dev.backstep.model.Track;
import dev.backstep.model.Version;
import dev.backstep.release.ReleaseMatrix;
import dev.backstep.release.export.ReleaseText;
import dev.backstep.text.Text;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.Sentence;
import dev.backstep.ui.common.TaskExecutor;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;

/** Which releases can run on the database: the rules, the table, and the selected release below it. */
public final class ReleasesView extends VBox {

    private final ReleasesViewModel model;
    private final TextFlow heading = new TextFlow();
    private final Label subline = new Sentence();
    private final VBox rules = new VBox(8);
    private final MenuButton pins = new MenuButton(Text.of("releases.pin"));
    private final Label without = new Label();
    private List<Track> tracks = List.of();

    /** @param rollback opens the preview of a rollback to a version */
    public ReleasesView(
            ReleasesViewModel model,
            TaskExecutor tasks,
            DialogService dialogs,
            BiConsumer<Timeline, Version> rollback) {
        this.model = model;
        setId("releases");
        getStyleClass().add("releases");
        URL sheet = Objects.requireNonNull(ReleasesView.class.getResource("/dev/backstep/ui/releases.css"));
        getStylesheets().add(sheet.toExternalForm());
        ReleaseTable table = new ReleaseTable(model, rollback);
        VBox.setVgrow(table, Priority.ALWAYS);
        WayPane way = new WayPane(model, dialogs, new RunbookExport(model, tasks, dialogs), rollback);
        createLayout(table, way);
        model.matrixProperty().subscribe(this::show);
        model.problemProperty().subscribe(problem -> {
            if (problem != null) {
                dialogs.show(problem);
            }
        });
    }

    private void createLayout(ReleaseTable table, WayPane way) {
        heading.setId("releases-heading");
        subline.setId("releases-subline");
        subline.getStyleClass().add("muted");
        subline.setMinHeight(Region.USE_PREF_SIZE);
        without.setId("releases-without");
        without.getStyleClass().add("muted");
        pins.setId("releases-pin");
        pins.setMinWidth(Region.USE_PREF_SIZE);
        pins.setOnShowing(_ -> fillPins());
        without.managedProperty().bind(without.textProperty().isNotEmpty());
        VBox words = new VBox(5, heading, subline);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox top = new HBox(12, words, pins);
        top.setAlignment(Pos.TOP_LEFT);
        top.setMinHeight(Region.USE_PREF_SIZE);
        rules.setMinHeight(Region.USE_PREF_SIZE);
        table.setMinHeight(150);
        way.setMinHeight(150);
        way.setPrefHeight(224);
        getChildren().setAll(top, rules, table, without, way);
    }

    private void show(ReleaseMatrix matrix) {
        Inspection inspection = model.inspection();
        if (inspection == null) {
            return;
        }
        String database = inspection.workspace().database().database();
        heading.getChildren()
                .setAll(
                        text(Text.of("releases.heading.before") + " ", "heading-text"),
                        text(database, "heading-text-mono"),
                        text(Text.of("releases.heading.after"), "heading-text"));
        subline.setText(ReleaseText.positions(inspection.timelines()) + " " + Text.of("releases.subline"));
        int count = matrix.withoutMigrations().size();
        without.setText(count == 0 ? "" : Text.of("releases.without", count));
        without.setTooltip(count == 0 ? null : new Tooltip(String.join(", ", matrix.withoutMigrations())));
        if (!tracks.equals(matrix.tracks())) {
            tracks = matrix.tracks();
            rules.getChildren()
                    .setAll(tracks.stream()
                            .map(track -> new RuleBar(model, track, tracks.size() > 1))
                            .toList());
        }
        fillPins();
    }

    private void fillPins() {
        pins.getItems()
                .setAll(model.branches().stream()
                        .map(branch -> {
                            CheckMenuItem item = new CheckMenuItem(branch);
                            item.setMnemonicParsing(false);
                            item.setSelected(
                                    model.choicesProperty().get().pinned().contains(branch));
                            item.setOnAction(_ -> model.pin(branch, item.isSelected()));
                            return item;
                        })
                        .toList());
        pins.setDisable(pins.getItems().isEmpty());
    }

    private static javafx.scene.text.Text text(String words, String styleClass) {
        javafx.scene.text.Text text = new javafx.scene.text.Text(words);
        text.getStyleClass().add(styleClass);
        return text;
    }
}
