package dev.backstep.sql;

import org.jspecify.annotations.Nullable;

/** Finds the statements of a script one after the other, holding one token at a time. */
final class Splitter {

    private final String sql;
    private final Lexer lexer;
    private int parentheses;
    /** How many {@code BEGIN ATOMIC}, and {@code CASE} within them, are open. */
    private int bodies;

    private @Nullable Token previous;

    Splitter(String sql) {
        this.sql = sql;
        this.lexer = new Lexer(sql);
    }

    @Nullable
    Statement next() {
        int start = -1;
        int end = -1;
        parentheses = 0;
        bodies = 0;
        previous = null;
        for (Token token = lexer.next(); token != null; token = lexer.next()) {
            if (token.kind() == TokenKind.COMMENT) {
                continue;
            }
            if (closes(token)) {
                if (start >= 0) {
                    break;
                }
                continue;
            }
            start = start < 0 ? token.start() : start;
            end = token.end();
            previous = token;
        }
        return start < 0 ? null : new Statement(sql.substring(start, end), start, end);
    }

    private boolean closes(Token token) {
        switch (token.kind()) {
            case OPERATOR -> {
                switch (sql.charAt(token.start())) {
                    case '(' -> parentheses++;
                    case ')' -> parentheses = Math.max(0, parentheses - 1);
                    case ';' -> {
                        return parentheses == 0 && bodies == 0;
                    }
                    default -> {}
                }
            }
            case KEYWORD -> body(token);
            default -> {}
        }
        return false;
    }

    private void body(Token token) {
        if (SqlText.isWord(sql, token, "ATOMIC") && SqlText.isWord(sql, previous, "BEGIN")) {
            bodies++;
        } else if (bodies > 0 && SqlText.isWord(sql, token, "CASE")) {
            bodies++;
        } else if (bodies > 0 && SqlText.isWord(sql, token, "END")) {
            bodies--;
        }
    }
}
