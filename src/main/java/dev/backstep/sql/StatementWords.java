package dev.backstep.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a statement, word by word.
 *
 * @param words its first tokens: words in upper case, operators as they stand, {@code '} for a string, {@code "} for a
 *     quoted name; comments are left out
 * @param string the first string constant, with its quotes; null where there is none
 */
record StatementWords(List<String> words, @Nullable String string) {

    /** Enough for the longest statement whose end matters, a subscription with its options. */
    private static final int ENOUGH = 200;

    StatementWords {
        words = List.copyOf(words);
    }

    static StatementWords of(String statement) {
        Lexer lexer = new Lexer(statement);
        List<String> words = new ArrayList<>();
        String string = null;
        for (Token token = lexer.next(); token != null && words.size() < ENOUGH; token = lexer.next()) {
            if (token.kind() == TokenKind.COMMENT) {
                continue;
            }
            if (token.kind() == TokenKind.STRING && string == null) {
                string = SqlText.text(statement, token);
            }
            words.add(
                    switch (token.kind()) {
                        case STRING -> "'";
                        case QUOTED_IDENTIFIER -> "\"";
                        default -> SqlText.text(statement, token).toUpperCase(Locale.ROOT);
                    });
        }
        return new StatementWords(words, string);
    }

    /** Whether the statement begins with these words, given with a space between. */
    boolean beginsWith(String prefix) {
        String[] expected = prefix.split(" ");
        return words.size() >= expected.length
                && words.subList(0, expected.length).equals(List.of(expected));
    }

    /** The word at this place; empty after the end. */
    String at(int index) {
        return index < words.size() ? words.get(index) : "";
    }

    /**
     * Whether the option is on: named, and not followed by a word for "off".
     *
     * @param absent the answer where it is not named
     */
    boolean option(String name, boolean absent) {
        int index = words.indexOf(name);
        if (index < 0) {
            return absent;
        }
        String value = at(index + 1).equals("=") ? at(index + 2) : at(index + 1);
        return !List.of("FALSE", "OFF", "0").contains(value);
    }
}
