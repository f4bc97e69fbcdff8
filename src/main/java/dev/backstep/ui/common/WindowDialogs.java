package dev.backstep.ui.common;

import dev.backstep.text.Text;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Dialogs over a window. */
public final class WindowDialogs implements DialogService {

    private final Window owner;
    private final Theme theme;

    public WindowDialogs(Window owner, Theme theme) {
        this.owner = owner;
        this.theme = theme;
    }

    @Override
    public void show(Problem problem) {
        ButtonType copy = new ButtonType(Text.of("dialog.copy"), ButtonBar.ButtonData.LEFT);
        Alert alert = alert(Alert.AlertType.ERROR, problem.title(), problem.sentence(), copy, ButtonType.CLOSE);
        alert.getDialogPane().setId("problem");
        if (!problem.details().isBlank()) {
            TextArea details = new TextArea(problem.details());
            details.setEditable(false);
            details.getStyleClass().add("mono");
            alert.getDialogPane().setExpandableContent(details);
        }
        if (alert.showAndWait().filter(copy::equals).isPresent()) {
            copy(problem.text());
        }
    }

    @Override
    public boolean confirm(String question, String explanation, String action) {
        ButtonType yes = new ButtonType(action, ButtonBar.ButtonData.OK_DONE);
        Alert alert = alert(Alert.AlertType.CONFIRMATION, question, explanation, yes, ButtonType.CANCEL);
        return alert.showAndWait().filter(yes::equals).isPresent();
    }

    @Override
    public Optional<Path> chooseFolder(String title) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        return Optional.ofNullable(chooser.showDialog(owner)).map(File::toPath);
    }

    @Override
    public Optional<Path> chooseFile(String title, String kind, String pattern) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().setAll(new FileChooser.ExtensionFilter(kind, pattern));
        return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
    }

    @Override
    public Optional<Path> chooseFileToSave(String title, String fileName) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialFileName(fileName);
        return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
    }

    @Override
    public void copy(String text) {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
    }

    private Alert alert(Alert.AlertType type, String header, String content, ButtonType... buttons) {
        Alert alert = new Alert(type, content, buttons);
        alert.initOwner(owner);
        alert.setTitle(Text.of("app.title"));
        alert.setHeaderText(header);
        theme.applyTo(alert.getDialogPane().getScene());
        return alert;
    }
}
