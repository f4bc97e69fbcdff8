package dev.backstep.ui.rollback;

import dev.backstep.text.Text;

/** The pages of the guided rollback, in order. */
public enum Page {
    TARGET("rollback.page.target"),
    PREVIEW("rollback.page.preview"),
    REHEARSE("rollback.page.rehearse"),
    CONFIRM("rollback.page.confirm"),
    RUN("rollback.page.run");

    private final String key;

    Page(String key) {
        this.key = key;
    }

    /** Its name in the stepper. */
    String title() {
        return Text.of(key);
    }

    Page next() {
        return switch (this) {
            case TARGET -> PREVIEW;
            case PREVIEW -> REHEARSE;
            case REHEARSE -> CONFIRM;
            case CONFIRM, RUN -> RUN;
        };
    }

    Page previous() {
        return switch (this) {
            case TARGET, PREVIEW -> TARGET;
            case REHEARSE -> PREVIEW;
            case CONFIRM -> REHEARSE;
            case RUN -> CONFIRM;
        };
    }
}
