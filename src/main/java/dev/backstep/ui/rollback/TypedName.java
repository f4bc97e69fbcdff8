package dev.backstep.ui.rollback;

import dev.backstep.text.Visible;

/**
 * The name a person types to confirm.
 *
 * <p>The rule: the text must equal the name, every character and its case, nothing trimmed. It must be typed: a change
 * that puts in more than one character at a time is not taken, so neither the clipboard nor a dragged text can do it.
 * What an input method composes (dead keys, Chinese, Japanese, Korean …) is typing, and may come as several characters.
 * A name with characters that no field takes (a line break, say) is typed as it is shown: {@code \n}.
 */
public final class TypedName {

    private TypedName() {}

    public static boolean matches(String name, String typed) {
        return Visible.of(name).equals(typed);
    }

    /** Whether a change that puts in {@code inserted} is typing. */
    public static boolean isTyping(String inserted, boolean composed) {
        return composed || inserted.codePointCount(0, inserted.length()) <= 1;
    }
}
