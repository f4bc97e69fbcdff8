package dev.backstep.ui.connect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Track;
import dev.backstep.model.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.StringProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectViewModelTest {

    private static final ConnectionSettings PASTED = new ConnectionSettings(
            "db.example", 6432, "orchard", "ada", "require", "app", new ConnectionSettings.TableName("ops", "history"));

    @TempDir
    private Path checkout;

    private final ConnectViewModel model = new ConnectViewModel(url -> {
        if (url.equals("postgres://ok")) {
            return new PastedUrl(PASTED, "secret".toCharArray());
        }
        throw new BackstepException("connect.badPort", null);
    });

    @BeforeEach
    void fill() {
        model.databaseProperty().set("orchard");
        model.userProperty().set("ada");
        model.folderProperty().set(checkout.toString());
    }

    @Test
    void filledInFieldsMakeARequest() {
        assertEquals(
                Optional.of(new Workspace(
                        new ConnectionSettings("localhost", 5432, "orchard", "ada", "prefer", null, null),
                        checkout.toString(),
                        List.of())),
                model.connect(new char[0]).map(ConnectRequest::workspace));
        assertEquals("", model.sentenceProperty().get());
    }

    @Test
    void everyMistakeHasItsSentence() {
        assertEquals("Give the host's name or address.", mistake(model.hostProperty(), " "));
        assertEquals(
                "The port is a number from 1 to 65535; PostgreSQL's own is 5432.", mistake(model.portProperty(), "0"));
        assertEquals(
                "The port is a number from 1 to 65535; PostgreSQL's own is 5432.",
                mistake(model.portProperty(), "99999"));
        assertEquals(
                "The port is a number from 1 to 65535; PostgreSQL's own is 5432.",
                mistake(model.portProperty(), "five"));
        assertEquals("Give the database's name.", mistake(model.databaseProperty(), ""));
        assertEquals("Give the user to connect as.", mistake(model.userProperty(), ""));
        assertEquals("Choose the folder of your git checkout, or drop it here.", mistake(model.folderProperty(), ""));
        assertEquals(
                "There is no folder /nowhere/at/all. Choose the folder of your git checkout.",
                mistake(model.folderProperty(), "/nowhere/at/all"));
        assertEquals(
                "Mend the URL, or clear it and fill in the fields.", mistake(model.urlProperty(), "postgres://bad"));
    }

    @Test
    void aUrlFillsTheFieldsAndDoesNotStayToBeRead() {
        model.urlProperty().set(" postgres://ok ");
        assertArrayEquals("secret".toCharArray(), model.readUrl());
        assertEquals("", model.urlProperty().get());
        assertEquals(
                "search_path: app · history table: ops.history",
                model.extrasProperty().get());
        assertEquals(
                Optional.of(PASTED),
                model.connect("secret".toCharArray())
                        .map(request -> request.workspace().database()));
    }

    @Test
    void aUrlThatCannotBeReadSaysWhy() {
        model.urlProperty().set("postgres://bad");
        assertEquals(null, model.readUrl());
        assertEquals(
                "The port is a number from 1 to 65535; PostgreSQL's own is 5432.",
                model.sentenceProperty().get());
        assertEquals("postgres://bad", model.urlProperty().get());
    }

    @Test
    void aRememberedWorkspaceComesBackWithItsPairings() {
        Workspace before = new Workspace(PASTED, checkout.toString(), List.of(new Track("core", "db/core", null)));
        model.start(before);
        assertEquals(Optional.of(before), model.connect(new char[0]).map(ConnectRequest::workspace));
    }

    @Test
    void aRequestDoesNotShowItsPassword() {
        ConnectRequest request = model.connect("hunter2".toCharArray()).orElseThrow();
        assertFalse(request.toString().contains("hunter2"));
        request.wipe();
        assertArrayEquals(new char[7], request.password());
    }

    private String mistake(StringProperty field, String value) {
        String before = field.get();
        field.set(value);
        assertEquals(Optional.empty(), model.connect(new char[0]));
        field.set(before);
        return model.sentenceProperty().get();
    }
}
