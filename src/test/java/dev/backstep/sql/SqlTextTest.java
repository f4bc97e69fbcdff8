package dev.backstep.sql;

import static dev.backstep.sql.TokenKind.COMMENT;
import static dev.backstep.sql.TokenKind.IDENTIFIER;
import static dev.backstep.sql.TokenKind.KEYWORD;
import static dev.backstep.sql.TokenKind.NUMBER;
import static dev.backstep.sql.TokenKind.OPERATOR;
import static dev.backstep.sql.TokenKind.QUOTED_IDENTIFIER;
import static dev.backstep.sql.TokenKind.STRING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

    @Test
    void wordsNumbersAndSignsAreToldApart() {
        assertTokens(
                "SELECT a.name, $1, 1_000.5e-3 FROM größe$2 WHERE x>=0x1F",
                is(KEYWORD, "SELECT"),
                is(IDENTIFIER, "a"),
                is(OPERATOR, "."),
                is(IDENTIFIER, "name"),
                is(OPERATOR, ","),
                is(IDENTIFIER, "$1"),
                is(OPERATOR, ","),
                is(NUMBER, "1_000.5e-3"),
                is(KEYWORD, "FROM"),
                is(IDENTIFIER, "größe$2"),
                is(KEYWORD, "WHERE"),
                is(IDENTIFIER, "x"),
                is(OPERATOR, ">="),
                is(NUMBER, "0x1F"));
    }

    @Test
    void operatorsEndWhereACommentBegins() {
        assertTokens(
                "a->>'k' @> b ? 'c' =-1 +--x",
                is(IDENTIFIER, "a"),
                is(OPERATOR, "->>"),
                is(STRING, "'k'"),
                is(OPERATOR, "@>"),
                is(IDENTIFIER, "b"),
                is(OPERATOR, "?"),
                is(STRING, "'c'"),
                is(OPERATOR, "=-"),
                is(NUMBER, "1"),
                is(OPERATOR, "+"),
                is(COMMENT, "--x"));
        assertTokens("@-*/* c */", is(OPERATOR, "@-*"), is(COMMENT, "/* c */"));
        assertTokens("=-x::int", is(OPERATOR, "=-"), is(IDENTIFIER, "x"), is(OPERATOR, "::"), is(KEYWORD, "int"));
    }

    @Test
    void stringsOfEveryFormAreOneToken() {
        assertTokens("'it''s' x", is(STRING, "'it''s'"), is(IDENTIFIER, "x"));
        assertTokens("'a\\' x", is(STRING, "'a\\'"), is(IDENTIFIER, "x"));
        assertTokens("E'a\\'' x", is(STRING, "E'a\\''"), is(IDENTIFIER, "x"));
        assertTokens("E'a'\n  'b\\'' x", is(STRING, "E'a'"), is(STRING, "'b\\''"), is(IDENTIFIER, "x"));
        assertTokens("U&'\\0441' b'1' X'1F'", is(STRING, "U&'\\0441'"), is(STRING, "b'1'"), is(STRING, "X'1F'"));
        assertTokens("U&\"a\" \"b\"\"c\"", is(QUOTED_IDENTIFIER, "U&\"a\""), is(QUOTED_IDENTIFIER, "\"b\"\"c\""));
    }

    @Test
    void dollarQuotesEndAtTheirOwnTagOnly() {
        assertTokens("$a$ ; $$ ' $b$ $a$x", is(STRING, "$a$ ; $$ ' $b$ $a$"), is(IDENTIFIER, "x"));
        assertTokens("a$b$c", is(IDENTIFIER, "a$b$c"));
        assertTokens("$$$$", is(STRING, "$$$$"));
    }

    @Test
    void commentsNest() {
        assertTokens(
                "/* a /* ; */ ' */ -- b\r\nx",
                is(COMMENT, "/* a /* ; */ ' */"),
                is(COMMENT, "-- b"),
                is(IDENTIFIER, "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'open",
                "E'open\\",
                "\"open",
                "$t$ open",
                "/* /* */",
                "$t",
                "0x",
                "1e+",
                "U&",
                "\\",
                "\0",
                "\uD83D"
            })
    void halfTypedTextHasTokensToo(String sql) {
        List<Token> tokens = SqlText.tokens(sql);
        assertEquals(sql.length(), tokens.getLast().end());
    }

    @Test
    void tokensOfAnyTextAreInOrderAndLeaveOutOnlyWhiteSpace() {
        Random random = new Random(7);
        String alphabet = "'\"$-/*\\;()a1eE.&U:+\n \t=@_\u00e9";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder sql = new StringBuilder();
            int length = random.nextInt(24);
            while (sql.length() < length) {
                sql.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            int end = 0;
            for (Token token : SqlText.tokens(sql.toString())) {
                assertTrue(token.start() >= end && token.end() > token.start(), sql::toString);
                assertTrue(sql.substring(end, token.start()).isBlank(), sql::toString);
                end = token.end();
            }
            assertTrue(sql.substring(end).isBlank(), sql::toString);
        }
    }

    @Test
    void statementsEndAtSemicolonsOfTheTopLevel() {
        assertStatements(
                "-- first; comment\nCREATE TABLE \"a;b\" (x text DEFAULT ';'); ; /* ; */ SELECT 1 -- last\n",
                "CREATE TABLE \"a;b\" (x text DEFAULT ';')",
                "SELECT 1");
        assertStatements(
                "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3",
                "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)",
                "SELECT 3");
        assertStatements("DO $x$ BEGIN PERFORM 1; END $x$; COMMIT", "DO $x$ BEGIN PERFORM 1; END $x$", "COMMIT");
    }

    @Test
    void aFunctionBodyWrittenAsSqlIsNotSplit() {
        String function =
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN t.end END; END";
        assertStatements(function + "; SELECT 1", function, "SELECT 1");
    }

    @Test
    void aStatementKnowsItsPlaceAndItsHeadline() {
        Statement statement = SqlText.statements("/* x */\n SELECT\n   1 ;").getFirst();
        assertEquals(new Statement("SELECT\n   1", 9, 20), statement);
        assertEquals("SELECT 1", statement.headline());
        String long1 = "SELECT " + "x".repeat(1000);
        assertEquals(160, new Statement(long1, 0, long1.length()).headline().length());
    }

    @Test
    void twentyMegabytesTakeTimeInProportion() {
        List<String> hostile = List.of(
                "INSERT INTO t VALUES (1, 'some text', now());\n",
                "'",
                "$a$",
                "$",
                "$a",
                "/*",
                "*/",
                "+",
                "-",
                "E'\\'",
                "(",
                "BEGIN ATOMIC ",
                "\\x\n",
                "$aaaa",
                "x'\n");
        for (String piece : hostile) {
            String sql = piece.repeat(20_000_000 / piece.length());
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> ScriptFacts.of(sql), piece);
        }
        String tag = "$" + "a".repeat(10_000_000);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> ScriptFacts.of(tag + "$" + "a".repeat(10_000_000)));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> ScriptFacts.of(tag + "$" + tag));
    }

    private static void assertStatements(String sql, String... expected) {
        assertEquals(
                List.of(expected),
                SqlText.statements(sql).stream().map(Statement::text).toList());
    }

    private static void assertTokens(String sql, Piece... expected) {
        assertEquals(
                List.of(expected),
                SqlText.tokens(sql).stream()
                        .map(token -> is(token.kind(), SqlText.text(sql, token)))
                        .toList());
    }

    private static Piece is(TokenKind kind, String text) {
        return new Piece(kind, text);
    }

    private record Piece(TokenKind kind, String text) {}
}
