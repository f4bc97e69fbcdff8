package dev.backstep.sql;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code pg_dump} writes, as a server takes it: without the lines {@code \restrict} and its counterpart, which are for
 * psql alone (since PostgreSQL 13.22, 14.19, 15.14, 16.10 and 17.6, for CVE-2025-8714).
 *
 * @param statements its statements, in order
 * @param commands other lines that only psql understands; a schema without rows has none
 */
public record DumpText(List<Statement> statements, List<String> commands) {

    private static final Pattern RESTRICT = Pattern.compile("\\\\(?:un)?restrict [A-Za-z0-9]+[ \\t]*(?=[\\r\\n]|$)");

    public DumpText {
        statements = List.copyOf(statements);
        commands = List.copyOf(commands);
    }

    /** Reads the text; what stands in strings and comments stays as it is. */
    public static DumpText of(String dump) {
        StringBuilder text = new StringBuilder(dump);
        Lexer lexer = new Lexer(dump);
        Matcher matcher = RESTRICT.matcher(dump);
        for (Token token = lexer.next(); token != null; token = lexer.next()) {
            int start = token.start();
            if (MetaCommands.begins(dump, start)
                    && matcher.region(start, dump.length()).lookingAt()) {
                text.replace(start, matcher.end(), " ".repeat(matcher.end() - start));
            }
        }
        String sql = text.toString();
        return new DumpText(SqlText.statements(sql), MetaCommands.in(sql));
    }
}
