package dev.backstep.ui.detail;

import org.jspecify.annotations.Nullable;

/**
 * Something that a person should know about a migration's scripts.
 *
 * @param weight how it looks
 * @param name what it is, in a word or two; the sentence goes on after it
 * @param sentence the rest of it
 * @param place the statement it comes from; null where it comes from the script as a whole
 */
record Finding(
        Weight weight,
        String name,
        String sentence,
        @Nullable Place place) {

    /** How a finding looks; its name says the same. */
    enum Weight {
        BAD,
        WARN,
        INFO,
        GOOD,
        PLAIN
    }

    /**
     * A statement in one of the texts.
     *
     * @param tab the text's tab
     * @param start offset of its first character
     * @param end offset after its last character
     * @param headline its beginning, on one line
     */
    record Place(DetailTab tab, int start, int end, String headline) {}
}
