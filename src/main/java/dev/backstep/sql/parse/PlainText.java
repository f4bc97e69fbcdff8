package dev.backstep.sql.parse;

import dev.backstep.sql.Quotes;
import dev.backstep.sql.SqlText;
import dev.backstep.sql.Token;
import dev.backstep.sql.TokenKind;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement in the plainest spelling of the same thing: no comments, one space between tokens, every string in single
 * quotes, every number in decimal. The library's lexer knows neither backslash escapes nor {@code 0x1F}, and takes
 * exponential time over comments that are not closed.
 *
 * @param text the statement
 * @param depth how deep its parentheses and blocks nest
 */
record PlainText(String text, int depth) {

    private static final Set<String> OPENING = Set.of("(", "[", "case", "begin", "loop");
    private static final Set<String> CLOSING = Set.of(")", "]", "end");

    private static final Pattern COMMENT_ON_FUNCTION = Pattern.compile(
            "(COMMENT ON (?:FUNCTION|PROCEDURE|ROUTINE|AGGREGATE) [^( ]+(?: \\. [^( ]+)?) (IS .*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern DROP_FUNCTIONS = Pattern.compile(
            "(DROP (?:FUNCTION|PROCEDURE|ROUTINE) (?:IF EXISTS )?)([^;]*?)((?: CASCADE| RESTRICT)?)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    static PlainText of(String statement) {
        StringBuilder plain = new StringBuilder(statement.length());
        int depth = 0;
        int deepest = 0;
        boolean afterString = false;
        for (Token token : SqlText.tokens(statement)) {
            if (token.kind() == TokenKind.COMMENT) {
                continue;
            }
            String text = SqlText.text(statement, token);
            String word = text.toLowerCase(Locale.ROOT);
            depth += OPENING.contains(word) ? 1 : CLOSING.contains(word) ? -1 : 0;
            deepest = Math.max(deepest, depth);
            boolean string = token.kind() == TokenKind.STRING;
            plain.append(plain.isEmpty() ? "" : string && afterString ? "\n" : " ")
                    .append(spelling(token.kind(), text));
            afterString = string;
        }
        return new PlainText(inTheGrammar(plain.toString()), deepest);
    }

    /** What PostgreSQL takes and the library's grammar does not, in words that it takes. */
    private static String inTheGrammar(String plain) {
        Matcher comment = COMMENT_ON_FUNCTION.matcher(plain);
        if (comment.matches()) {
            return comment.group(1) + " () " + comment.group(2);
        }
        Matcher drop = DROP_FUNCTIONS.matcher(plain);
        if (!drop.matches()) {
            return plain;
        }
        String verb = drop.group(1).replaceFirst("(?i)routine", "FUNCTION");
        return verb + drop.group(2).replaceAll(",(?![^(]*\\))", drop.group(3) + " ; " + verb) + drop.group(3);
    }

    private static String spelling(TokenKind kind, String text) {
        return switch (kind) {
            case STRING -> string(text);
            case NUMBER -> number(text.replace("_", "").toLowerCase(Locale.ROOT));
            case KEYWORD, IDENTIFIER, QUOTED_IDENTIFIER, COMMENT, OPERATOR -> text;
        };
    }

    private static String string(String text) {
        boolean plain = text.startsWith("'") || "bBxXnNuU".indexOf(text.charAt(0)) >= 0;
        return plain ? text : "'" + Quotes.content(text).replace("'", "''") + "'";
    }

    private static String number(String text) {
        int radix = switch (text.length() > 2 ? text.substring(0, 2) : "") {
            case "0x" -> 16;
            case "0o" -> 8;
            case "0b" -> 2;
            default -> 10;
        };
        try {
            return radix == 10 ? text : new BigInteger(text.substring(2), radix).toString();
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
