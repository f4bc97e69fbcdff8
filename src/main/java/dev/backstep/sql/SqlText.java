package dev.backstep.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PostgreSQL text cut into tokens and statements; takes any text, and time in proportion to its length. */
public final class SqlText {

    private SqlText() {}

    /** Every token in order; white space is left out. Never throws, also on half-typed text. */
    public static List<Token> tokens(String sql) {
        List<Token> tokens = new ArrayList<>();
        Lexer lexer = new Lexer(sql);
        for (Token token = lexer.next(); token != null; token = lexer.next()) {
            tokens.add(token);
        }
        return tokens;
    }

    /**
     * The statements at the top level, split where psql splits: at a semicolon outside of parentheses and of a
     * {@code BEGIN ATOMIC} body. Parts without a token other than comments are left out.
     */
    public static List<Statement> statements(String sql) {
        List<Statement> statements = new ArrayList<>();
        Splitter splitter = new Splitter(sql);
        for (Statement statement = splitter.next(); statement != null; statement = splitter.next()) {
            statements.add(statement);
        }
        return statements;
    }

    /** The token's text. */
    public static String text(String sql, Token token) {
        return sql.substring(token.start(), token.end());
    }

    /** Whether the token is this word, in any case and not quoted. */
    public static boolean isWord(String sql, @Nullable Token token, String word) {
        return token != null
                && token.end() - token.start() == word.length()
                && sql.regionMatches(true, token.start(), word, 0, word.length());
    }
}
