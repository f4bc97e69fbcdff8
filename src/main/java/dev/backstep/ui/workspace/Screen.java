package dev.backstep.ui.workspace;

/** What the window shows as a whole. */
public enum Screen {
    /** Nothing is open yet. */
    START,
    /** A workspace is being read for the first time. */
    LOADING,
    /** It could not be opened. */
    FAILED,
    /** It is open. */
    SHOWN
}
