package dev.backstep.ui.rollback;

import dev.backstep.text.Text;
import javafx.event.EventDispatcher;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.InputMethodEvent;

/** The field in which the database's name is typed, not pasted; the rule is {@link TypedName}'s. */
final class NameField extends TextField {

    private final ConfirmViewModel viewModel;
    private boolean composing;

    NameField(ConfirmViewModel viewModel) {
        this.viewModel = viewModel;
        setId("typed-name");
        getStyleClass().addAll("mono", "name-field");
        setAccessibleText(Text.of("rollback.confirm.nameAccessible"));
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
        textProperty().addListener((_, _, text) -> viewModel.type(text));
        viewModel.typedProperty().subscribe(typed -> {
            if (!typed.equals(getText())) {
                setText(typed);
            }
        });
    }

    @Override
    public void paste() {
        viewModel.refusePaste();
    }

    private TextFormatter.Change filter(TextFormatter.Change change) {
        if (change.isContentChange() && !viewModel.takes(change.getText(), composing)) {
            int caret = change.getControlCaretPosition();
            change.setText("");
            change.setRange(caret, caret);
            change.selectRange(change.getControlAnchor(), caret);
        }
        return change;
    }
}
