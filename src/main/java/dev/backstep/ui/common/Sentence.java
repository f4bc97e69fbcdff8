package dev.backstep.ui.common;

import javafx.scene.control.Label;

/** Words that go on in the next line where there is no room. */
public final class Sentence extends Label {

    public Sentence() {
        this("");
    }

    /** @param styles its style classes, besides a label's own */
    public Sentence(String words, String... styles) {
        super(words);
        setWrapText(true);
        getStyleClass().addAll(styles);
    }
}
