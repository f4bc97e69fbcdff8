package dev.backstep.likeness;

/** What is asked about a live database. */
public enum Question {
    /** Which of the possible histories of a track was applied. */
    WHICH_HISTORY,
    /** Whether the schema is what the history, as it is shown, makes. */
    AS_RECORDED
}
