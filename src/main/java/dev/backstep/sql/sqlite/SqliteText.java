package dev.backstep.sql.sqlite;

import dev.backstep.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts SQLite's text into words and statements, as {@code tokenize.c} and {@code complete.c} do. Never throws. */
public final class SqliteText {

    private final String sql;
    private final List<Word> words = new ArrayList<>();
    private int at;

    private SqliteText(String sql) {
        this.sql = sql;
    }

    /** A word, a string, a quoted name, a number, or a single sign. */
    private record Word(String text, int start, int end) {
        boolean is(String keyword) {
            return text.equalsIgnoreCase(keyword);
        }
    }

    /** The statements of a script; a trigger's body is part of its statement. */
    public static List<Statement> statements(String sql) {
        List<Statement> statements = new ArrayList<>();
        List<Word> open = new ArrayList<>();
        for (Word word : cut(sql)) {
            if (word.is(";") && (!isTrigger(open) || ends(open))) {
                add(statements, sql, open);
                open.clear();
            } else {
                open.add(word);
            }
        }
        add(statements, sql, open);
        return statements;
    }

    /** The words alone, with one blank between them: two texts that mean the same to SQLite, written differently, are equal. */
    public static String normal(String sql) {
        return String.join(" ", words(sql));
    }

    /** The words, without comments. */
    public static List<String> words(String sql) {
        return cut(sql).stream().map(Word::text).toList();
    }

    /** A name as it is meant, out of its quotes. */
    public static String name(String word) {
        if (word.length() < 2) {
            return word;
        }
        char first = word.charAt(0);
        String inside = word.substring(1, word.length() - 1);
        return switch (first) {
            case '"', '`', '\'' -> inside.replace(String.valueOf(first).repeat(2), String.valueOf(first));
            case '[' -> inside;
            default -> word;
        };
    }

    /** A name in quotes, whatever is in it. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static void add(List<Statement> statements, String sql, List<Word> words) {
        if (!words.isEmpty()) {
            int start = words.getFirst().start();
            int end = words.getLast().end();
            statements.add(new Statement(sql.substring(start, end), start, end));
        }
    }

    private static boolean isTrigger(List<Word> words) {
        if (words.size() < 3 || !words.getFirst().is("CREATE")) {
            return false;
        }
        boolean temporary = words.get(1).is("TEMP") || words.get(1).is("TEMPORARY");
        return words.get(temporary ? 2 : 1).is("TRIGGER");
    }

    /** A trigger ends with an END after the semicolon of its last statement. */
    private static boolean ends(List<Word> words) {
        return words.size() > 1
                && words.getLast().is("END")
                && words.get(words.size() - 2).is(";");
    }

    private static List<Word> cut(String sql) {
        SqliteText text = new SqliteText(sql);
        while (text.at < sql.length()) {
            text.next();
        }
        return text.words;
    }

    private void next() {
        char c = sql.charAt(at);
        int start = at;
        if (Character.isWhitespace(c) || c == '\uFEFF') {
            at++;
        } else if (sql.startsWith("--", at)) {
            at = after("\n", at);
        } else if (sql.startsWith("/*", at)) {
            at = after("*/", at + 2);
        } else {
            at = switch (c) {
                case '\'', '"', '`' -> quoteEnd(c);
                case '[' -> after("]", at);
                default -> isWordPart(c) ? wordEnd() : at + 1;
            };
            words.add(new Word(sql.substring(start, at), start, at));
        }
    }

    private int quoteEnd(char quote) {
        int i = at + 1;
        while (i < sql.length()) {
            if (sql.charAt(i) == quote) {
                if (i + 1 >= sql.length() || sql.charAt(i + 1) != quote) {
                    return i + 1;
                }
                i++;
            }
            i++;
        }
        return sql.length();
    }

    private int wordEnd() {
        int i = at;
        while (i < sql.length() && isWordPart(sql.charAt(i))) {
            i++;
        }
        return i;
    }

    private int after(String end, int from) {
        int found = sql.indexOf(end, from);
        return found < 0 ? sql.length() : found + end.length();
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c > 0x7f;
    }

    /** The first word of a statement in upper case; empty where there is none. */
    public static String verb(Statement statement) {
        List<String> words = words(statement.text());
        return words.isEmpty() ? "" : words.getFirst().toUpperCase(Locale.ROOT);
    }
}
