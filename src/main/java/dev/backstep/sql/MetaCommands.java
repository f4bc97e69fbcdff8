package dev.backstep.sql;

import java.util.ArrayList;
import java.util.List;

/** Lines that psql takes for itself, such as {@code \set} and {@code \i}; the server knows nothing of them. */
final class MetaCommands {

    private static final int LONGEST = 160;
    private static final int MOST = 100;

    private MetaCommands() {}

    /** The first hundred lines that begin with a backslash outside of strings and comments. */
    static List<String> in(String sql) {
        List<String> lines = new ArrayList<>();
        Lexer lexer = new Lexer(sql);
        for (Token token = lexer.next(); token != null; token = lexer.next()) {
            if (begins(sql, token.start()) && lines.size() < MOST) {
                lines.add(line(sql, token.start()));
            }
        }
        return lines;
    }

    /** Whether the token that starts there begins such a line. */
    static boolean begins(String sql, int at) {
        return sql.charAt(at) == '\\' && beginsLine(sql, at);
    }

    private static boolean beginsLine(String sql, int at) {
        int before = at - 1;
        while (before >= 0 && (sql.charAt(before) == ' ' || sql.charAt(before) == '\t')) {
            before--;
        }
        return before < 0 || sql.charAt(before) == '\n' || sql.charAt(before) == '\r';
    }

    private static String line(String sql, int start) {
        return sql.substring(start, Math.min(sql.length(), start + LONGEST))
                .lines()
                .findFirst()
                .orElse("")
                .strip();
    }
}
