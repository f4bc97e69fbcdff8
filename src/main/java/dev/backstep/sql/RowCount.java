package dev.backstep.sql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a {@code DELETE} or {@code UPDATE} of one table into a query that counts the rows it would hit.
 *
 * <p>Only where the text is plain: one table, and a condition that calls nothing but functions known to only compute. What is
 * not understood has no query, so that nothing is ever run that might do more than read.
 */
public final class RowCount {

    /** Functions of PostgreSQL that read nothing but their arguments and the clock. */
    private static final Set<String> HARMLESS = Set.of(
            "abs",
            "age",
            "array_length",
            "ascii",
            "avg",
            "btrim",
            "cardinality",
            "ceil",
            "char_length",
            "concat",
            "count",
            "date_part",
            "date_trunc",
            "decode",
            "encode",
            "floor",
            "jsonb_array_length",
            "jsonb_typeof",
            "left",
            "length",
            "lower",
            "ltrim",
            "make_date",
            "make_interval",
            "max",
            "md5",
            "min",
            "mod",
            "now",
            "octet_length",
            "right",
            "round",
            "rtrim",
            "split_part",
            "starts_with",
            "strpos",
            "substr",
            "sum",
            "to_char",
            "to_date",
            "to_timestamp",
            "trunc",
            "unnest",
            "upper");

    /** Key words that may stand before a parenthesis and call nothing of a user's. */
    private static final Set<String> GRAMMAR = Set.of(
            "all",
            "and",
            "any",
            "array",
            "as",
            "between",
            "by",
            "case",
            "cast",
            "char",
            "coalesce",
            "decimal",
            "distinct",
            "else",
            "exists",
            "extract",
            "from",
            "greatest",
            "having",
            "ilike",
            "in",
            "interval",
            "is",
            "join",
            "least",
            "like",
            "limit",
            "not",
            "nullif",
            "numeric",
            "offset",
            "on",
            "or",
            "position",
            "row",
            "select",
            "similar",
            "some",
            "substring",
            "then",
            "timestamp",
            "to",
            "trim",
            "union",
            "using",
            "values",
            "varchar",
            "when",
            "where");

    /** Words after which the statement is more than one table and a condition, or writes. */
    private static final Set<String> TOO_MUCH =
            Set.of("current", "delete", "insert", "into", "merge", "returning", "update", "with", "for");

    private final String sql;
    private final List<Token> tokens;

    private RowCount(String sql) {
        this.sql = sql;
        this.tokens = SqlText.tokens(sql).stream()
                .filter(token -> token.kind() != TokenKind.COMMENT)
                .toList();
    }

    /** The query: one row with one number; empty where the statement is not plain enough. */
    public static Optional<String> of(Statement statement) {
        RowCount count = new RowCount(statement.text());
        return switch (count.word(0)) {
            case "delete" -> count.delete();
            case "update" -> count.update();
            default -> Optional.empty();
        };
    }

    private Optional<String> delete() {
        if (!word(1).equals("from") || top(2, "using") < tokens.size()) {
            return Optional.empty();
        }
        return query(2, top(2, "where"));
    }

    private Optional<String> update() {
        int set = top(1, "set");
        int where = top(set, "where");
        if (set == tokens.size() || top(set, "from") < tokens.size()) {
            return Optional.empty();
        }
        return query(1, where, set);
    }

    private Optional<String> query(int table, int where) {
        return query(table, where, where);
    }

    private Optional<String> query(int table, int where, int tableEnd) {
        if (!plainTable(table, tableEnd) || !harmless(where)) {
            return Optional.empty();
        }
        return Optional.of(
                ("SELECT count(*) FROM " + text(table, tableEnd) + " " + text(where, tokens.size())).strip());
    }

    /** {@code [ONLY] name [*] [[AS] alias]}: no parentheses, no comma. */
    private boolean plainTable(int from, int to) {
        return from < to
                && tokens.subList(from, to).stream()
                        .map(token -> SqlText.text(sql, token))
                        .noneMatch(word -> Set.of("(", ",", ";").contains(word));
    }

    private boolean harmless(int from) {
        for (int i = from; i < tokens.size(); i++) {
            String word = word(i);
            boolean calls = i > from && word.equals("(") && !mayStandBefore(i - 1);
            if (calls || word.equals(";") || word.equals("\\") || TOO_MUCH.contains(word)) {
                return false;
            }
        }
        return true;
    }

    /** Whether what stands before a parenthesis calls nothing that is not known. */
    private boolean mayStandBefore(int index) {
        Token token = tokens.get(index);
        boolean qualified = index > 0 && word(index - 1).equals(".");
        return switch (token.kind()) {
            case KEYWORD, IDENTIFIER -> !qualified && (GRAMMAR.contains(word(index)) || HARMLESS.contains(word(index)));
            case QUOTED_IDENTIFIER, STRING, NUMBER -> false;
            case OPERATOR -> true;
            case COMMENT -> throw new IllegalStateException("comments are left out");
        };
    }

    /** The first place from {@code from} on, outside of parentheses, with this word; the end where there is none. */
    private int top(int from, String word) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            String here = word(i);
            depth += here.equals("(") ? 1 : here.equals(")") ? -1 : 0;
            if (depth == 0 && here.equals(word)) {
                return i;
            }
        }
        return tokens.size();
    }

    /** The token's text in lower case; quoted names and strings keep their quotes and so equal no word. */
    private String word(int index) {
        return index < tokens.size() ? SqlText.text(sql, tokens.get(index)).toLowerCase(Locale.ROOT) : "";
    }

    /** The text of these tokens, without comments between. */
    private String text(int from, int to) {
        int last = -1;
        StringBuilder text = new StringBuilder();
        for (Token token : tokens.subList(from, to)) {
            if (last >= 0 && last < token.start()) {
                text.append(' ');
            }
            text.append(SqlText.text(sql, token));
            last = token.end();
        }
        return text.toString();
    }
}
