package dev.backstep.ui.repair;

import dev.backstep.rollback.repair.Diagnosis;
import dev.backstep.text.Text;
import java.net.URL;
import java.util.Objects;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What the mark can mean, what the schema says of that, and the ways out, one to be chosen. */
final class RepairView extends VBox {

    private final RepairViewModel model;
    private final VBox content = new VBox(6);
    private final Button again = new Button(Text.of("repair.again"));
    private final Button preview = new Button(Text.of("repair.preview"));

    RepairView(RepairViewModel model, Runnable close) {
        this.model = model;
        createLayout(close);
        model.stateProperty().subscribe(this::show);
    }

    private void createLayout(Runnable close) {
        setId("repair");
        getStyleClass().add("likeness");
        URL sheet = Objects.requireNonNull(RepairView.class.getResource("/dev/backstep/ui/likeness.css"));
        getStylesheets().add(sheet.toExternalForm());
        Label heading = DiagnosisPane.wrapped(model.headline(), "heading");
        Label meaning = DiagnosisPane.wrapped(model.meaning(), "muted");
        content.setId("repair-content");
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("edge-to-edge");
        VBox body = new VBox(12, heading, meaning, scroll);
        body.getStyleClass().add("body");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().setAll(body, buttons(close));
    }

    private HBox buttons(Runnable close) {
        again.setId("repair-again");
        again.setOnAction(_ -> model.look());
        Button closing = new Button(Text.of("likeness.close"));
        closing.setId("repair-close");
        closing.setCancelButton(true);
        closing.setOnAction(_ -> close.run());
        preview.setId("repair-preview");
        preview.getStyleClass().add("accent");
        preview.disableProperty().bind(model.selectedProperty().isNull());
        preview.setOnAction(_ -> model.preview());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox buttons = new HBox(8, again, space, closing, preview);
        buttons.getStyleClass().add("dialog-buttons");
        return buttons;
    }

    private void show(RepairState state) {
        content.getChildren().clear();
        again.setDisable(state instanceof RepairState.Running);
        switch (state) {
            case RepairState.Running(String words, double share) -> {
                ProgressBar progress = new ProgressBar(share < 0 ? ProgressBar.INDETERMINATE_PROGRESS : share);
                progress.setMaxWidth(Double.MAX_VALUE);
                progress.setAccessibleText(Text.of("status.progress"));
                content.getChildren().addAll(progress, DiagnosisPane.wrapped(words, "muted"));
            }
            case RepairState.Failed(String sentence) -> content.getChildren().add(DiagnosisPane.note("bad", sentence));
            case RepairState.Found(Diagnosis diagnosis) -> {
                DiagnosisPane pane = new DiagnosisPane(
                        diagnosis, way -> model.selectedProperty().set(way));
                content.getChildren().add(pane);
                pane.focusFirst();
            }
        }
    }
}
