package dev.backstep.sql;

import org.jspecify.annotations.Nullable;

/**
 * Cuts text into tokens by the rules of PostgreSQL's {@code scan.l}, with {@code standard_conforming_strings} on.
 *
 * <p>Any text has tokens: what is opened and never closed reaches to the end. Each character is looked at a bounded
 * number of times.
 */
final class Lexer {

    private final String text;
    private int at;
    private boolean afterDot;
    /** Whether a quote that comes after a line break would continue a string with backslash escapes. */
    private boolean escapesGoOn;

    private boolean lineBreak;

    Lexer(String text) {
        this.text = text;
        this.at = text.startsWith("\uFEFF") ? 1 : 0;
    }

    /** The next token; null at the end. */
    @Nullable
    Token next() {
        skipSpace();
        if (at >= text.length()) {
            return null;
        }
        int start = at;
        TokenKind kind = scan(text.charAt(at));
        if (kind != TokenKind.COMMENT) {
            afterDot = at - start == 1 && text.charAt(start) == '.';
            escapesGoOn &= kind == TokenKind.STRING;
            lineBreak = false;
        }
        return new Token(kind, start, at);
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            lineBreak |= text.charAt(at) == '\n' || text.charAt(at) == '\r';
            at++;
        }
    }

    private TokenKind scan(char c) {
        char second = peek(1);
        if (c == '-' && second == '-') {
            return lineComment();
        }
        if (c == '/' && second == '*') {
            return blockComment();
        }
        if (c == '\'') {
            return string(1, escapesGoOn && lineBreak);
        }
        if (c == '"') {
            return quoted(1, '"', false, TokenKind.QUOTED_IDENTIFIER);
        }
        if (c == '$') {
            return dollar();
        }
        if (isDigit(c) || (c == '.' && isDigit(second))) {
            return number();
        }
        return isWordStart(c) ? wordOrPrefixed(c, second) : operator();
    }

    private TokenKind wordOrPrefixed(char c, char second) {
        if (second == '\'' && "eEbBxXnN".indexOf(c) >= 0) {
            return string(2, c == 'e' || c == 'E');
        }
        if ((c == 'u' || c == 'U') && second == '&') {
            if (peek(2) == '\'') {
                return string(3, false);
            }
            if (peek(2) == '"') {
                return quoted(3, '"', false, TokenKind.QUOTED_IDENTIFIER);
            }
        }
        int start = at;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        return !afterDot && Keywords.has(text, start, at) ? TokenKind.KEYWORD : TokenKind.IDENTIFIER;
    }

    private TokenKind string(int prefix, boolean escapes) {
        escapesGoOn = escapes;
        return quoted(prefix, '\'', escapes, TokenKind.STRING);
    }

    private TokenKind quoted(int prefix, char quote, boolean escapes, TokenKind kind) {
        at += prefix;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && escapes) {
                at = Math.min(at + 1, text.length());
            } else if (c == quote) {
                if (peek(0) != quote) {
                    break;
                }
                at++;
            }
        }
        return kind;
    }

    private TokenKind dollar() {
        int start = at++;
        if (isDigit(peek(0))) {
            while (isDigit(peek(0))) {
                at++;
            }
            return TokenKind.IDENTIFIER;
        }
        int tag = at;
        while (isWordPart(peek(0)) && peek(0) != '$' && !(at == tag && isDigit(peek(0)))) {
            at++;
        }
        if (peek(0) != '$') {
            at = tag;
            return TokenKind.OPERATOR;
        }
        at++;
        int length = at - start;
        at = text.indexOf('$', at);
        while (at >= 0 && !text.regionMatches(at, text, start, length)) {
            at = text.indexOf('$', at + 1);
        }
        at = at < 0 ? text.length() : at + length;
        return TokenKind.STRING;
    }

    private TokenKind number() {
        if (text.charAt(at) == '0' && "xXoObB".indexOf(peek(1)) >= 0 && Character.digit(peek(2), 16) >= 0) {
            at += 2;
            while (Character.digit(peek(0), 16) >= 0 || peek(0) == '_') {
                at++;
            }
            return TokenKind.NUMBER;
        }
        digits();
        if (peek(0) == '.' && peek(1) != '.') {
            at++;
            digits();
        }
        int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
        if ((peek(0) == 'e' || peek(0) == 'E') && isDigit(peek(1 + sign))) {
            at += 1 + sign;
            digits();
        }
        return TokenKind.NUMBER;
    }

    private void digits() {
        while (isDigit(peek(0)) || (peek(0) == '_' && isDigit(peek(1)))) {
            at++;
        }
    }

    private TokenKind lineComment() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return TokenKind.COMMENT;
    }

    private TokenKind blockComment() {
        int depth = 0;
        do {
            if (peek(0) == '/' && peek(1) == '*') {
                depth++;
                at += 2;
            } else if (peek(0) == '*' && peek(1) == '/') {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < text.length());
        return TokenKind.COMMENT;
    }

    /** A run of operator characters is one token, also where PostgreSQL would cut a sign off its end. */
    private TokenKind operator() {
        int start = at;
        while (at < text.length() && isOperatorPart(text.charAt(at)) && !comment()) {
            at++;
        }
        if (at == start) {
            char c = text.charAt(at++);
            boolean pair = (c == ':' && (peek(0) == ':' || peek(0) == '=')) || (c == '.' && peek(0) == '.');
            at += pair ? 1 : 0;
        }
        return TokenKind.OPERATOR;
    }

    private boolean comment() {
        return text.startsWith("--", at) || text.startsWith("/*", at);
    }

    /** The character {@code ahead} of here; NUL, which no rule wants, after the end. */
    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c) || c == '$';
    }

    private static boolean isOperatorPart(char c) {
        return "~!@#^&|`?+-*/%<>=".indexOf(c) >= 0;
    }
}
