package dev.backstep.text;

import java.util.List;

/** Puts several words into a sentence. */
public final class Words {

    private Words() {}

    /** {@code a}, {@code a and b}, {@code a, b and c}; beyond {@code shown} words {@code a, b, c and 4 more}. */
    public static String list(List<String> words, int shown) {
        if (words.size() == 1) {
            return words.getFirst();
        }
        int more = words.size() - shown;
        if (more > 0) {
            return Text.of("words.more", String.join(", ", words.subList(0, shown)), more);
        }
        return Text.of("words.and", String.join(", ", words.subList(0, words.size() - 1)), words.getLast());
    }
}
