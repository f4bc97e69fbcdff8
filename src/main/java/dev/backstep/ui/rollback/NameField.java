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

    private final Typing typing;
    private boolean composing;

    /**
     * A field.
     *
     * @param typing decides what it takes
     * @param typedText what is in it
     * @param hears what is typed
     */
    public NameField(
            Typing typing, String id, String accessible, ReadOnlyStringProperty typedText, Consumer<String> hears) {
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

    /** For the database's name. */
    static NameField database(ConfirmViewModel viewModel) {
        return new NameField(
                viewModel,
                "typed-name",
                Text.of("rollback.confirm.nameAccessible"),
                viewModel.typedProperty(),
                viewModel::type);
    }

    /** For the name of its host. */
    static NameField host(ConfirmViewModel viewModel) {
        return new NameField(
                viewModel,
                "typed-host",
                Text.of("rollback.confirm.hostAccessible"),
                viewModel.typedHostProperty(),
                viewModel::typeHost);
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
