package dev.backstep.sql.parse;

import dev.backstep.sql.SqlText;
import dev.backstep.sql.Statement;
import dev.backstep.sql.Token;
import dev.backstep.sql.TokenKind;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLLexer;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;

/** Reads statements with pgCodeKeeper's grammar; what it refuses or takes too long over is left unread. */
final class PgCodeKeeperParser implements StatementParser {

    private static final int LONGEST = 250_000;
    private static final int DEEPEST = 100;

    @Override
    public List<Change> parse(Statement statement, Budget budget) {
        Change insert = statement.text().length() > LONGEST ? insert(statement.text()) : null;
        if (insert != null) {
            return List.of(insert);
        }
        return attempt(statement.text(), budget, parser -> {
            StatementReader reader = new StatementReader(blocks(budget));
            return parser.sql().statement().stream()
                    .flatMap(read -> reader.read(read).stream())
                    .toList();
        });
    }

    private BlockReader blocks(Budget budget) {
        return new BlockReader(new BlockReader.Source() {
            @Override
            public List<Change> statement(Statement statement) {
                return parse(statement, budget);
            }

            @Override
            public List<Change> body(String body) {
                return attempt(body, budget, parser -> blocks(budget).changes(parser.plpgsql_function()));
            }
        });
    }

    private static List<Change> attempt(String text, Budget budget, Function<SQLParser, List<Change>> reading) {
        if (text.length() > LONGEST) {
            return unread(Change.Unread.Reason.TOO_LARGE);
        }
        if (budget.spent()) {
            return unread(Change.Unread.Reason.BUDGET);
        }
        PlainText plain = PlainText.of(text);
        if (plain.depth() > DEEPEST) {
            return unread(Change.Unread.Reason.TOO_DEEP);
        }
        try {
            return reading.apply(parser(plain.text(), budget));
        } catch (ParseCancellationException e) {
            return unread(Change.Unread.Reason.SYNTAX);
        } catch (Budget.Spent e) {
            return unread(Change.Unread.Reason.BUDGET);
        } catch (StackOverflowError e) {
            // The grammar is recursive, also where a text nests without parentheses: "- - - - 1".
            return unread(Change.Unread.Reason.TOO_DEEP);
        }
    }

    private static SQLParser parser(String text, Budget budget) {
        SQLLexer lexer = new SQLLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        SQLParser parser = new SQLParser(new CountedTokens(lexer, budget));
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.getInterpreter().setPredictionMode(PredictionMode.LL);
        return parser;
    }

    /** Large inserts are common, and their table is all that matters. */
    private static @Nullable Change insert(String text) {
        List<Token> tokens = SqlText.tokens(text.substring(0, 1000)).stream()
                .filter(token -> token.kind() != TokenKind.COMMENT)
                .toList();
        if (tokens.size() < 5 || !SqlText.isWord(text, tokens.get(0), "INSERT")) {
            return null;
        }
        boolean qualified = SqlText.text(text, tokens.get(3)).equals(".");
        QName table = qualified
                ? new QName(name(text, tokens.get(2)), name(text, tokens.get(4)))
                : new QName(null, name(text, tokens.get(2)));
        return new Change.Write(Change.RowWork.INSERT, table, List.of(), false);
    }

    private static String name(String text, Token token) {
        String name = SqlText.text(text, token);
        return token.kind() == TokenKind.QUOTED_IDENTIFIER
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name.toLowerCase(Locale.ROOT);
    }

    private static List<Change> unread(Change.Unread.Reason reason) {
        return List.of(new Change.Unread(reason, ""));
    }

    /** Spends the budget with every look the parser takes. */
    private static final class CountedTokens extends CommonTokenStream {
        private final Budget budget;

        CountedTokens(TokenSource source, Budget budget) {
            super(source);
            this.budget = budget;
        }

        @Override
        public int LA(int offset) {
            budget.spend();
            return super.LA(offset);
        }
    }
}
