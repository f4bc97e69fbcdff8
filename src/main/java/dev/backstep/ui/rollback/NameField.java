package dev.backstep.ui.rollback;

import dev.backstep.text.Text;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.event.EventDispatcher;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.InputMethodEvent;

/** A field in which a name is typed, not pasted; the rule is {@link TypedName}'s. */
public final class NameField extends TextField {

    private final TypedConfirmation typing;
    private boolean composing;

    /** For the database's name. */
    public static NameField database(TypedConfirmation typing) {
        return new NameField(
                typing, "typed-name", Text.of("rollback.confirm.nameAccessible"), typing.nameProperty(), typing::type);
    }

    /** For the name of its host. */
    public static NameField host(TypedConfirmation typing) {
        return new NameField(
                typing,
                "typed-host",
                Text.of("rollback.confirm.hostAccessible"),
                typing.hostProperty(),
                typing::typeHost);
    }

    private NameField(
            TypedConfirmation typing,
            String id,
            String accessible,
            ReadOnlyStringProperty typedText,
            Consumer<String> hears) {
        this.typing = typing;
        setId(id);
        getStyleClass().addAll("mono", "name-field");
        setAccessibleText(accessible);
        setTextFormatter(new TextFormatter<>(this::filter));
        EventDispatcher usual = getEventDispatcher();
        setEventDispatcher((event, tail) -> {
            composing = event instanceof InputMethodEvent;
            try {
                return usual.dispatchEvent(event, tail);
            } finally {
                composing = false;
            }
        });
        textProperty().addListener((_, _, text) -> hears.accept(text));
        typedText.subscribe(typed -> {
            if (!typed.equals(getText())) {
                setText(typed);
            }
        });
    }

    @Override
    public void paste() {
        typing.refusePaste();
    }

    private TextFormatter.Change filter(TextFormatter.Change change) {
        if (change.isContentChange() && !typing.takes(change.getText(), composing)) {
            int caret = change.getControlCaretPosition();
            change.setText("");
            change.setRange(caret, caret);
            change.selectRange(change.getControlAnchor(), caret);
        }
        return change;
    }
}
