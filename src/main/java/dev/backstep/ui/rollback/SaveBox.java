package dev.backstep.ui.rollback;

import dev.backstep.text.Text;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.Sentence;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks what becomes of the data that the plan takes away. */
public final class SaveBox extends VBox {

    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final SaveViewModel viewModel;
    private final DialogService dialogs;
    private final ToggleGroup places = new ToggleGroup();
    private final Label size = new Sentence();
    private final Label room = new Sentence();
    private final Label lost = new Label(Text.of("rollback.save.lost"));
    private final Label schema = new Label(Text.of("rollback.save.schemaMeans"));
    private final TextField folder = new TextField();
    private final Button choose = new Button(Text.of("rollback.save.choose"));
    private final CheckBox dump = new CheckBox(Text.of("rollback.save.dump"));
    private final Label dumpProblem = new Sentence();
    private final Label leftovers = new Sentence();
    private final HBox leftoverBox = new HBox(10);
    private final VBox unsaved = new VBox(4);
    private final VBox choices = new VBox(6);

    public SaveBox(SaveViewModel viewModel, DialogService dialogs) {
        this.viewModel = viewModel;
        this.dialogs = dialogs;
        createLayout();
        bind();
    }

    private void createLayout() {
        setId("save-box");
        getStyleClass().add("save-box");
        Label title = new Label(Text.of("rollback.save.title"));
        title.getStyleClass().add("section-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        size.setId("save-size");
        size.getStyleClass().add("muted");
        HBox head = new HBox(10, title, size);
        head.setAlignment(Pos.BASELINE_LEFT);
        HBox.setHgrow(size, Priority.ALWAYS);
        choices.getChildren()
                .setAll(
                        place(SaveViewModel.Place.FILE, "save-file", "rollback.save.file"),
                        fileRow(),
                        place(SaveViewModel.Place.SCHEMA, "save-schema", "rollback.save.schema"),
                        indented(schema, "muted"),
                        place(SaveViewModel.Place.NOWHERE, "save-nothing", "rollback.save.nothing"),
                        indented(lost, "danger-title"));
        lost.setId("save-lost");
        unsaved.setId("save-unsaved");
        getChildren().setAll(head, choices, unsaved);
    }

    private RadioButton place(SaveViewModel.Place place, String id, String key) {
        RadioButton button = new RadioButton(Text.of(key));
        button.setId(id);
        button.setToggleGroup(places);
        button.setUserData(place);
        button.setOnAction(_ -> viewModel.placeProperty().set(place));
        return button;
    }

    private VBox fileRow() {
        folder.setId("save-folder");
        folder.setAccessibleText(Text.of("rollback.save.folder"));
        folder.textProperty().bindBidirectional(viewModel.folderProperty());
        HBox.setHgrow(folder, Priority.ALWAYS);
        choose.setId("save-choose");
        choose.getStyleClass().add("small");
        choose.setMinWidth(Region.USE_PREF_SIZE);
        choose.setOnAction(_ -> dialogs.chooseFolder(Text.of("rollback.save.folder"))
                .ifPresent(chosen -> folder.setText(chosen.toString())));
        HBox row = new HBox(8, folder, choose);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMaxWidth(640);
        room.setId("save-room");
        room.getStyleClass().add("caption");
        dump.setId("save-dump");
        dump.setMnemonicParsing(false);
        dump.selectedProperty().bindBidirectional(viewModel.dumpProperty());
        dumpProblem.setId("save-dump-problem");
        dumpProblem.getStyleClass().add("caption");
        leftovers.setId("save-leftovers");
        HBox.setHgrow(leftovers, Priority.ALWAYS);
        leftovers.setMaxWidth(Double.MAX_VALUE);
        Button remove = new Button(Text.of("rollback.save.remove"));
        remove.setId("save-remove");
        remove.getStyleClass().add("small");
        remove.setMinWidth(Region.USE_PREF_SIZE);
        remove.setOnAction(_ -> viewModel.removeLeftovers());
        leftoverBox.getChildren().setAll(Marks.warning(), leftovers, remove);
        leftoverBox.setAlignment(Pos.CENTER_LEFT);
        leftoverBox.getStyleClass().addAll("note", "warn", "finding");
        VBox box = new VBox(4, row, new FlowPane(16, 4, room, dump), dumpProblem, leftoverBox);
        box.getStyleClass().add("indented");
        return box;
    }

    private static Label indented(Label label, String style) {
        label.setWrapText(true);
        label.getStyleClass().addAll("indented", style);
        return label;
    }

    private void bind() {
        viewModel.stateProperty().subscribe(_ -> update());
        viewModel.lookedProperty().subscribe(_ -> update());
        viewModel.placeProperty().subscribe(_ -> update());
    }

    private void update() {
        SaveViewModel.Place place = viewModel.placeProperty().get();
        places.getToggles().stream()
                .filter(toggle -> toggle.getUserData() == place)
                .forEach(places::selectToggle);
        size.setText(viewModel.size());
        show(choices, viewModel.asks());
        boolean file = place == SaveViewModel.Place.FILE;
        folder.setDisable(!file);
        choose.setDisable(!file);
        room.setText(viewModel.room());
        show(room, file);
        boolean bad = viewModel.lookedProperty().get().found() == null
                && !viewModel.lookedProperty().get().problem().isEmpty();
        folder.pseudoClassStateChanged(INVALID, bad);
        room.pseudoClassStateChanged(INVALID, bad);
        String problem = viewModel.stateProperty().get().dumpProblem();
        dump.setDisable(!problem.isEmpty());
        dumpProblem.setText(problem);
        show(dump, file);
        show(dumpProblem, file && !problem.isEmpty());
        leftovers.setText(viewModel.leftovers());
        show(leftoverBox, file && !leftovers.getText().isEmpty());
        show(schema, place == SaveViewModel.Place.SCHEMA);
        show(lost, place == SaveViewModel.Place.NOWHERE);
        unsaved.getChildren()
                .setAll(viewModel.unsaved().stream().map(SaveBox::warning).toList());
        show(unsaved, !unsaved.getChildren().isEmpty());
    }

    private static Node warning(String sentence) {
        Label words = new Sentence(sentence);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(10, Marks.warning(), words);
        row.getStyleClass().add("unsaved");
        return row;
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
