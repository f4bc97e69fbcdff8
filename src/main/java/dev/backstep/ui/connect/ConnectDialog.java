package dev.backstep.ui.connect;

import dev.backstep.text.Text;
import dev.backstep.ui.common.ChildStage;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.Icon;
import dev.backstep.ui.common.Sentence;
import dev.backstep.ui.common.Theme;
import java.io.File;
import java.util.Arrays;
import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/** Asks for a database and a checkout. */
public final class ConnectDialog {

    private final ConnectViewModel model;
    private final DialogService dialogs;
    private final Consumer<ConnectRequest> connect;
    private final ChildStage stage;
    private final TextField url = new TextField();
    private final TextField file = new TextField();
    private final TextField host = new TextField();
    private final TextField port = new TextField();
    private final TextField database = new TextField();
    private final TextField user = new TextField();
    private final PasswordField password = new PasswordField();
    private final ComboBox<String> sslMode = new ComboBox<>();
    private final TextField folder = new TextField();
    private final Label sentence = new Sentence();

    /** @param connect hears the request when the person connects; the dialog is closed by then */
    public ConnectDialog(
            Window owner,
            Theme theme,
            ConnectViewModel model,
            DialogService dialogs,
            Consumer<ConnectRequest> connect) {
        this.model = model;
        this.dialogs = dialogs;
        this.connect = connect;
        stage = ChildStage.dialog(owner, Text.of("connect.title"));
        bind(stage.fill(theme, createLayout(), 560, -1));
    }

    /** Shows the dialog; the first field still to be filled has the focus. */
    public void show() {
        stage.show();
        (model.onFileProperty().get() ? folder : database.getText().isBlank() ? url : password).requestFocus();
    }

    private VBox createLayout() {
        Label title = new Label(Text.of("connect.headline"));
        title.getStyleClass().add("title");
        Label explanation = new Sentence(Text.of("connect.explanation"), "muted");
        sentence.setId("connect-sentence");
        sentence.getStyleClass().add("mistake");
        sentence.setGraphic(Icon.ERROR.node("bad"));
        VBox form = new VBox(title, explanation, fields(), sentence);
        form.getStyleClass().add("dialog-body");
        VBox all = new VBox(form, buttons());
        all.setId("connect");
        return all;
    }

    private GridPane fields() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("form");
        ColumnConstraints names = new ColumnConstraints(110);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(names, values);
        url.setPromptText("postgres://user:password@host:5432/database, sqlite://./data/db.sqlite");
        port.setPrefColumnCount(5);
        HBox.setHgrow(host, Priority.ALWAYS);
        sslMode.getItems().setAll(ConnectViewModel.SSL_MODES);
        sslMode.setMaxWidth(Double.MAX_VALUE);
        Button browse = new Button(Text.of("connect.browse"));
        browse.setId("browse");
        browse.setOnAction(_ ->
                dialogs.chooseFolder(Text.of("connect.folder")).ifPresent(chosen -> folder.setText(chosen.toString())));
        HBox.setHgrow(folder, Priority.ALWAYS);
        Label extras = new Label();
        extras.setId("connect-extras");
        extras.getStyleClass().add("caption");
        extras.textProperty().bind(model.extrasProperty());
        extras.visibleProperty().bind(extras.textProperty().isNotEmpty());
        extras.managedProperty().bind(extras.visibleProperty());
        add(grid, "url", url, new HBox(8, url, chooseFile()));
        add(grid, "file", file, new HBox(8, file, server()));
        add(grid, "host", host, new HBox(8, host, named("port", port), port));
        add(grid, "database", database, database);
        add(grid, "user", user, user);
        add(grid, "password", password, password);
        add(grid, "ssl", sslMode, sslMode);
        // A row that is not shown is not counted, so the rows are counted before any is hidden.
        int more = grid.getRowCount();
        grid.add(extras, 1, more);
        grid.addRow(more + 1, named("folder", folder), new HBox(8, folder, browse));
        shownIf(model.onFileProperty(), grid, 1);
        for (int row = 2; row < more; row++) {
            shownIf(model.onFileProperty().not(), grid, row);
        }
        return grid;
    }

    private Button chooseFile() {
        HBox.setHgrow(url, Priority.ALWAYS);
        Button choose = new Button(Text.of("connect.chooseFile"));
        choose.setId("connect-choose-file");
        choose.setMinWidth(Region.USE_PREF_SIZE);
        choose.setOnAction(
                _ -> dialogs.chooseFile(Text.of("connect.chooseFile.title"), Text.of("connect.chooseFile.kind"), "*.*")
                        .ifPresent(chosen -> {
                            file.setText(chosen.toString());
                            model.onFile(true);
                        }));
        return choose;
    }

    private Button server() {
        HBox.setHgrow(file, Priority.ALWAYS);
        Button server = new Button(Text.of("connect.server"));
        server.setId("connect-server");
        server.setMinWidth(Region.USE_PREF_SIZE);
        server.setOnAction(_ -> model.onFile(false));
        return server;
    }

    private void shownIf(ObservableBooleanValue wanted, GridPane grid, int row) {
        for (Node node : grid.getChildren()) {
            if (Integer.valueOf(row).equals(GridPane.getRowIndex(node))) {
                node.visibleProperty().bind(wanted);
                node.managedProperty().bind(wanted);
            }
        }
    }

    private static void add(GridPane grid, String id, Node field, Node value) {
        grid.addRow(grid.getRowCount(), named(id, field), value);
    }

    private static Label named(String id, Node field) {
        Label name = new Label(Text.of("connect." + id));
        name.getStyleClass().add("form-name");
        name.setMinWidth(Region.USE_PREF_SIZE);
        name.setLabelFor(field);
        field.setId("connect-" + id);
        return name;
    }

    private HBox buttons() {
        Button cancel = new Button(Text.of("dialog.cancel"));
        cancel.setId("connect-cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(_ -> close());
        Button go = new Button(Text.of("connect.go"));
        go.setId("connect-go");
        go.getStyleClass().add("accent");
        go.setDefaultButton(true);
        go.setOnAction(_ -> go());
        HBox buttons = new HBox(cancel, go);
        buttons.getStyleClass().add("dialog-buttons");
        return buttons;
    }

    private void bind(Scene scene) {
        url.textProperty().bindBidirectional(model.urlProperty());
        file.textProperty().bindBidirectional(model.fileProperty());
        model.onFileProperty().subscribe(_ -> stage.sizeToScene());
        host.textProperty().bindBidirectional(model.hostProperty());
        port.textProperty().bindBidirectional(model.portProperty());
        database.textProperty().bindBidirectional(model.databaseProperty());
        user.textProperty().bindBidirectional(model.userProperty());
        sslMode.valueProperty().bindBidirectional(model.sslModeProperty());
        folder.textProperty().bindBidirectional(model.folderProperty());
        sentence.textProperty().bind(model.sentenceProperty());
        sentence.visibleProperty().bind(sentence.textProperty().isNotEmpty());
        sentence.managedProperty().bind(sentence.visibleProperty());
        sentence.visibleProperty().subscribe(_ -> stage.sizeToScene());
        url.focusedProperty().subscribe(focused -> {
            if (!focused) {
                readUrl();
            }
        });
        scene.setOnDragOver(event -> {
            if (event.getDragboard().getFiles().stream().anyMatch(File::isDirectory)) {
                event.acceptTransferModes(TransferMode.LINK, TransferMode.COPY);
            }
        });
        scene.setOnDragDropped(event -> event.getDragboard().getFiles().stream()
                .filter(File::isDirectory)
                .findFirst()
                .ifPresent(dropped -> folder.setText(dropped.toString())));
    }

    private void readUrl() {
        char[] read = model.readUrl();
        if (read != null) {
            password.setText(String.valueOf(read));
            Arrays.fill(read, '\0');
        }
    }

    private void go() {
        readUrl();
        CharSequence typed = password.getCharacters();
        char[] secret = new char[typed.length()];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = typed.charAt(i);
        }
        model.connect(secret)
                .ifPresentOrElse(
                        request -> {
                            close();
                            connect.accept(request);
                        },
                        () -> Arrays.fill(secret, '\0'));
    }

    private void close() {
        password.clear();
        stage.close();
    }
}
