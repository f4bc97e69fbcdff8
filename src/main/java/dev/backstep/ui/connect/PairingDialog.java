package dev.backstep.ui.connect;

import dev.backstep.model.HistoryTable;
import dev.backstep.model.Track;
import dev.backstep.text.Text;
import dev.backstep.ui.common.ChildStage;
import dev.backstep.ui.common.Icon;
import dev.backstep.ui.common.Sentence;
import dev.backstep.ui.common.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Asks which migration folder belongs to which history table. */
public final class PairingDialog {

    private final PairingViewModel model;
    private final Consumer<List<Track>> paired;
    private final ChildStage stage;
    private final VBox rows = new VBox(8);
    private final Label sentence = new Sentence();

    /** @param paired hears the tracks when the person is done; an empty list lets Backstep find them again */
    public PairingDialog(Window owner, Theme theme, PairingViewModel model, Consumer<List<Track>> paired) {
        this.model = model;
        this.paired = paired;
        stage = ChildStage.dialog(owner, Text.of("pairing.title"));
        stage.fill(theme, createLayout(), 680, -1);
        model.pairings().subscribe(this::fill);
        fill();
    }

    public void show() {
        stage.show();
    }

    private VBox createLayout() {
        Label title = new Label(Text.of("pairing.headline"));
        title.getStyleClass().add("title");
        Label explanation = new Sentence(Text.of("pairing.explanation"), "muted");
        Button add = new Button(Text.of("pairing.add"));
        add.setId("pairing-add");
        add.setOnAction(_ -> model.add());
        rows.setId("pairings");
        sentence.setId("pairing-sentence");
        sentence.getStyleClass().add("mistake");
        sentence.setGraphic(Icon.ERROR.node("bad"));
        sentence.textProperty().bind(model.sentenceProperty());
        sentence.visibleProperty().bind(sentence.textProperty().isNotEmpty());
        sentence.managedProperty().bind(sentence.visibleProperty());
        VBox body = new VBox(title, explanation, rows, add, sentence);
        body.getStyleClass().add("dialog-body");
        VBox all = new VBox(body, buttons());
        all.setId("pairing");
        return all;
    }

    private HBox buttons() {
        Button cancel = new Button(Text.of("dialog.cancel"));
        cancel.setId("pairing-cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(_ -> stage.close());
        Button done = new Button(Text.of("pairing.done"));
        done.setId("pairing-done");
        done.getStyleClass().add("accent");
        done.setDefaultButton(true);
        done.setOnAction(_ -> model.tracks().ifPresent(tracks -> {
            stage.close();
            paired.accept(tracks);
        }));
        HBox buttons = new HBox(cancel, done);
        buttons.getStyleClass().add("dialog-buttons");
        return buttons;
    }

    private void fill() {
        rows.getChildren().setAll(model.pairings().stream().map(this::row).toList());
        stage.sizeToScene();
    }

    private Node row(Pairing pairing) {
        ComboBox<@Nullable String> folder =
                choice(model.folders(), pairing.folderProperty(), each -> each, Text.of("pairing.noFolder"));
        folder.setAccessibleText(Text.of("pairing.folder"));
        ComboBox<@Nullable HistoryTable> table =
                choice(model.tables(), pairing.tableProperty(), HistoryTable::toString, Text.of("pairing.noTable"));
        table.setAccessibleText(Text.of("pairing.table"));
        Label arrow = new Label("↔");
        arrow.getStyleClass().add("muted");
        Button remove = new Button(Text.of("pairing.remove"));
        remove.setOnAction(_ -> model.remove(pairing));
        HBox.setHgrow(folder, Priority.ALWAYS);
        HBox.setHgrow(table, Priority.ALWAYS);
        HBox row = new HBox(8, folder, arrow, table, remove);
        row.getStyleClass().add("pairing-row");
        return row;
    }

    private static <T> ComboBox<@Nullable T> choice(
            List<T> values, ObjectProperty<@Nullable T> value, Function<T, String> name, String none) {
        List<@Nullable T> all = new ArrayList<>();
        all.add(null);
        all.addAll(values);
        ComboBox<@Nullable T> box = new ComboBox<>(FXCollections.observableArrayList(all));
        box.setConverter(new StringConverter<@Nullable T>() {
            @Override
            public String toString(@Nullable T shown) {
                return shown == null ? none : name.apply(shown);
            }

            @Override
            public @Nullable T fromString(String words) {
                return null;
            }
        });
        box.valueProperty().bindBidirectional(value);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setPrefWidth(240);
        return box;
    }
}
