package dev.backstep.ui.rollback;

/** Who decides whether what goes into a field for a name was typed. */
public interface Typing {

    /** Whether the field may take a change that puts in {@code inserted}; says so to the person when it is not typing. */
    boolean takes(String inserted, boolean composed);

    /** Says that pasting is not typing. */
    void refusePaste();
}
