package dev.backstep.ui.program;

import dev.backstep.text.Text;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.Icon;
import dev.backstep.ui.common.Sentence;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The command, where it runs, and how it is told its database. */
final class CommandView extends ScrollPane {

    private final CommandViewModel viewModel;
    private final DialogService dialogs;
    private final TextArea line = new TextArea();
    private final TextField folder = new TextField();
    private final TextArea variables = new TextArea();
    private final CheckBox confirmed = new CheckBox(Text.of("program.foreign.confirm"));
    private final Label problem = new Sentence();

    CommandView(CommandViewModel viewModel, DialogService dialogs) {
        this.viewModel = viewModel;
        this.dialogs = dialogs;
        createLayout();
        bind();
    }

    void focusFirst() {
        line.requestFocus();
        line.positionCaret(0);
    }

    private void createLayout() {
        setId("program-command-page");
        getStyleClass().add("edge-to-edge");
        setFitToWidth(true);
        Label heading = new Label(Text.of("program.command.heading"));
        heading.getStyleClass().add("heading");
        line.setId("program-line");
        line.getStyleClass().add("mono");
        line.setWrapText(true);
        line.setPrefRowCount(3);
        line.setPromptText(Text.of("program.command.prompt"));
        folder.setId("program-folder");
        variables.setId("program-variables");
        variables.getStyleClass().add("mono");
        variables.setPrefRowCount(6);
        leaveByTab(line);
        leaveByTab(variables);
        problem.setId("program-problem");
        problem.getStyleClass().add("hint");
        VBox content = new VBox(
                heading,
                muted(Text.of("program.command.explanation")),
                field("program.command.label", line, line),
                muted(Text.of("program.command.noShell")),
                foreign(),
                field("program.folder.label", folder, folderRow()),
                field("program.variables.label", variables, variables),
                muted(Text.of("program.variables.explanation")),
                problem);
        content.getStyleClass().add("page");
        setContent(content);
    }

    private VBox field(String key, Node labelled, Node shown) {
        Label label = new Label(Text.of(key));
        label.getStyleClass().add("section-title");
        label.setLabelFor(labelled);
        return new VBox(6, label, shown);
    }

    private HBox folderRow() {
        Button choose = new Button(Text.of("rollback.save.choose"));
        choose.setId("program-folder-choose");
        choose.setMinWidth(Region.USE_PREF_SIZE);
        choose.setOnAction(_ -> dialogs.chooseFolder(Text.of("program.folder.label"))
                .ifPresent(chosen -> folder.setText(chosen.toString())));
        HBox.setHgrow(folder, Priority.ALWAYS);
        HBox row = new HBox(8, folder, choose);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /** No command holds a tab, and the keyboard has to get out again. */
    private static void leaveByTab(TextArea area) {
        area.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.TAB && !key.isControlDown()) {
                key.consume();
                area.requestFocusTraversal(key.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
            }
        });
    }

    /** Shown for a command that nobody has written at this window. */
    private VBox foreign() {
        Label words = new Sentence(Text.of("program.foreign"));
        words.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox sentence = new HBox(10, Icon.WARNING.node("caution"), words);
        sentence.setAlignment(Pos.TOP_LEFT);
        confirmed.setId("program-foreign-confirm");
        confirmed.setMnemonicParsing(false);
        VBox box = new VBox(8, sentence, confirmed);
        box.setId("program-foreign");
        box.getStyleClass().addAll("note", "warn", "finding");
        viewModel.foreignProperty().subscribe(foreign -> {
            box.setVisible(foreign);
            box.setManaged(foreign);
        });
        return box;
    }

    static Label muted(String words) {
        Label label = new Sentence(words, "muted");
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private void bind() {
        line.textProperty().bindBidirectional(viewModel.lineProperty());
        folder.textProperty().bindBidirectional(viewModel.folderProperty());
        variables.textProperty().bindBidirectional(viewModel.variablesProperty());
        confirmed.selectedProperty().bindBidirectional(viewModel.confirmedProperty());
        viewModel.problemProperty().subscribe(words -> {
            problem.setText(words);
            problem.setVisible(!words.isEmpty());
            problem.setManaged(!words.isEmpty());
        });
    }
}
