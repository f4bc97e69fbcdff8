package dev.backstep.text;

/** Makes text from outside fit for one line: what would break the line or hide in it becomes an escape to be seen. */
public final class Visible {

    private Visible() {}

    /**
     * The text with line breaks, other control characters, and invisible or direction-changing ones written out as
     * {@code \n} or {@code \}{@code u202E}; any other text comes back as it is.
     */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(character -> append(shown, character));
        return shown.toString();
    }

    /** {@link #of}, cut to {@code length} characters with an ellipsis. */
    public static String shortened(String text, int length) {
        String shown = of(text);
        if (shown.codePointCount(0, shown.length()) <= length) {
            return shown;
        }
        return shown.substring(0, shown.offsetByCodePoints(0, length - 1)) + "…";
    }

    private static void append(StringBuilder shown, int character) {
        switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> shown.append(escape(character));
            default -> shown.appendCodePoint(character);
        }
    }

    private static String escape(int character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("\\u%04X", character);
        };
    }
}
