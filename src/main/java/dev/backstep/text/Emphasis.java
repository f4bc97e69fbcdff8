package dev.backstep.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Marks the words of a sentence that a window shows stronger, such as a branch's name.
 *
 * <p>The marks are two characters of Unicode's private use area, which no name of a migration or branch has; a plain
 * sentence is the same without them.
 */
public final class Emphasis {

    private static final char START = '\uE000';
    private static final char END = '\uE001';

    private Emphasis() {}

    /**
     * A stretch of a sentence.
     *
     * @param text its text
     * @param strong whether it is shown stronger
     */
    public record Part(String text, boolean strong) {}

    /** The sentence in stretches, in order. */
    public static List<Part> parts(String marked) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < marked.length()) {
            boolean strong = marked.charAt(at) == START;
            int from = strong ? at + 1 : at;
            int end = marked.indexOf(strong ? END : START, from);
            int to = end < 0 ? marked.length() : end;
            parts.add(new Part(marked.substring(from, to), strong));
            at = strong && end >= 0 ? to + 1 : to;
        }
        return parts;
    }

    /** The sentence without marks. */
    public static String plain(String marked) {
        return marked.replace(String.valueOf(START), "").replace(String.valueOf(END), "");
    }

    static String strong(String words) {
        return START + words + END;
    }
}
