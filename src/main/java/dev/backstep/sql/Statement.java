package dev.backstep.sql;

/**
 * One statement of a script.
 *
 * @param text from its first to its last token: without the closing semicolon, and without comments around it
 * @param start offset of {@code text} in the script
 * @param end offset after {@code text} in the script
 */
public record Statement(String text, int start, int end) {

    private static final int HEADLINE = 160;

    /** The beginning of the text on one line, for a list or a sentence. */
    public String headline() {
        String shown = text.substring(0, Math.min(text.length(), 4 * HEADLINE))
                .replaceAll("\\s+", " ")
                .strip();
        return shown.length() <= HEADLINE ? shown : shown.substring(0, HEADLINE - 1) + "…";
    }
}
