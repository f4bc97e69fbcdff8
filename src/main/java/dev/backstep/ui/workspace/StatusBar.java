package dev.backstep.ui.workspace;

import dev.backstep.inspection.Inspection;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Icon;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** What was read, what is under way. */
final class StatusBar extends HBox {

    private static final double NOTE_WIDTH = 320;

    private final WorkspaceViewModel model;
    private final HBox read = new HBox();
    private final HBox work = new HBox();
    private final Label words = new Label();
    private final Label watching = new Label();

    StatusBar(WorkspaceViewModel model) {
        this.model = model;
        createLayout();
        bind();
    }

    private void createLayout() {
        setId("status");
        getStyleClass().add("status");
        read.getStyleClass().add("status-read");
        work.getStyleClass().add("status-work");
        watching.setId("status-watching");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        words.setId("status-running");
        ProgressBar progress = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
        progress.setAccessibleText(Text.of("status.progress"));
        Button cancel = new Button(Text.of("dialog.cancel"));
        cancel.setId("status-cancel");
        cancel.getStyleClass().add("small-button");
        cancel.setOnAction(_ -> model.cancel());
        work.getChildren().setAll(words, progress, cancel);
        getChildren().setAll(read, space, work, watching);
    }

    private void bind() {
        model.inspectionProperty().subscribe(_ -> show());
        model.trackProperty().subscribe(_ -> show());
        model.runningProperty().subscribe(_ -> showWork());
        model.analysis().runningProperty().subscribe(_ -> showWork());
        model.analysis().endedProperty().subscribe(_ -> show());
        model.replay().runningProperty().subscribe(_ -> showWork());
        model.replay().endedProperty().subscribe(_ -> show());
        model.watchingProperty().subscribe(_ -> showWatching());
        model.watchingDatabaseProperty().subscribe(_ -> showWatching());
        watching.visibleProperty().bind(watching.textProperty().isNotEmpty());
        watching.managedProperty().bind(watching.visibleProperty());
    }

    private void showWatching() {
        boolean checkout = model.watchingProperty().get();
        boolean database = model.watchingDatabaseProperty().get();
        if (checkout && database) {
            watching.setText(Text.of("status.watching.both"));
        } else if (checkout) {
            watching.setText(Text.of("status.watching.checkout"));
        } else {
            watching.setText(database ? Text.of("status.watching.database") : "");
        }
    }

    /** Of what goes on at the same time, what a person asked for is told first. */
    private void showWork() {
        words.setText(Stream.of(
                        model.runningProperty(),
                        model.replay().runningProperty(),
                        model.analysis().runningProperty())
                .map(ReadOnlyStringProperty::get)
                .filter(running -> !running.isEmpty())
                .findFirst()
                .orElse(""));
        boolean busy = !words.getText().isEmpty();
        work.setVisible(busy);
        work.setManaged(busy);
    }

    /** On one line, whatever PostgreSQL said; all of it in the tooltip. What was read keeps its room. */
    private static Label replayed(String words) {
        Label note = new Label(words.replaceAll("\\s*\\R\\s*", " "));
        note.setId("status-replay");
        note.setMaxWidth(NOTE_WIDTH);
        note.setTooltip(wrapped(words));
        note.setAccessibleText(words);
        return note;
    }

    private static Tooltip wrapped(String words) {
        Tooltip tooltip = new Tooltip(words);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(NOTE_WIDTH * 2);
        return tooltip;
    }

    private void show() {
        Inspection inspection = model.inspectionProperty().get();
        read.getChildren().clear();
        if (inspection == null) {
            return;
        }
        StatusText.of(inspection, model.trackProperty().get())
                .forEach(words -> read.getChildren().add(new Label(words)));
        String ended = model.analysis().endedProperty().get();
        if (!ended.isEmpty()) {
            Label note = new Label(ended, Icon.WARNING.node("caution"));
            note.setId("status-sql");
            read.getChildren().add(note);
        }
        String replayed = model.replay().endedProperty().get();
        if (!replayed.isEmpty()) {
            read.getChildren().add(replayed(replayed));
        }
        if (!inspection.warnings().isEmpty()) {
            Label warnings =
                    new Label(Text.of("status.warnings", inspection.warnings().size()), Icon.WARNING.node("caution"));
            warnings.setId("status-warnings");
            warnings.setTooltip(new Tooltip(String.join("\n", inspection.warnings())));
            warnings.setAccessibleText(String.join(" ", inspection.warnings()));
            read.getChildren().add(warnings);
        }
    }
}
