package dev.backstep.ui.detail;

/** What the text area of the detail pane has to show. */
sealed interface DetailText {

    /** The text is being read. */
    record Loading() implements DetailText {}

    /**
     * The text was read.
     *
     * @param sql the whole of it
     * @param garbled whether bytes that are not UTF-8 were replaced
     */
    record Shown(String sql, boolean garbled) implements DetailText {}

    /** There is no text; the sentence says why. */
    record Absent(String sentence) implements DetailText {}
}
