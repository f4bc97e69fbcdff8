package dev.backstep.rollback.export;

import dev.backstep.sql.SqlText;
import dev.backstep.sql.Token;
import dev.backstep.sql.TokenKind;
import java.util.List;

/** How psql reads a text that stands in a script. */
final class PsqlReading {

    private PsqlReading() {}

    /**
     * Whether psql sends the text as it is and ends it where it ends: no backslash, which may begin a psql command; no
     * {@code :name}, which may be a psql variable; no quote, comment or parenthesis left open.
     */
    static boolean exact(String text) {
        if (text.indexOf('\\') >= 0) {
            return false;
        }
        String ended = text + "\n;";
        List<Token> tokens = SqlText.tokens(ended);
        Token last = tokens.getLast();
        return last.kind() == TokenKind.OPERATOR
                && last.start() == text.length() + 1
                && tokens.stream().noneMatch(token -> variable(ended, token))
                && balanced(ended, tokens);
    }

    private static boolean variable(String text, Token token) {
        if (token.kind() != TokenKind.OPERATOR || text.charAt(token.end() - 1) != ':') {
            return false;
        }
        boolean cast = token.end() - token.start() > 1 || (token.start() > 0 && text.charAt(token.start() - 1) == ':');
        char next = text.charAt(token.end());
        return !cast && (Character.isLetterOrDigit(next) || "_'\"{".indexOf(next) >= 0);
    }

    private static boolean balanced(String text, List<Token> tokens) {
        int open = 0;
        for (Token token : tokens) {
            if (token.kind() == TokenKind.OPERATOR) {
                for (int i = token.start(); i < token.end(); i++) {
                    open += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
                }
            }
        }
        return open == 0;
    }
}
