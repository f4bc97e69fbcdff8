package dev.backstep.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * What a script's text says about running it.
 *
 * @param blank whether it is empty or white space
 * @param commentsOnly whether it has comments, and nothing else
 * @param transactionControl its statements that begin or end a transaction, each on one line
 * @param outsideTransaction its statements that PostgreSQL refuses inside a transaction block, each on one line. What
 *     only the server can tell is not among them: a {@code CALL} whose procedure commits, {@code CLUSTER} or {@code
 *     REINDEX} of a partitioned table
 * @param metaCommands its lines that only psql understands, such as {@code \set} and {@code \i}
 * @param statements its statements, in order
 */
public record ScriptFacts(
        boolean blank,
        boolean commentsOnly,
        List<String> transactionControl,
        List<String> outsideTransaction,
        List<String> metaCommands,
        List<Statement> statements) {

    public ScriptFacts {
        transactionControl = List.copyOf(transactionControl);
        outsideTransaction = List.copyOf(outsideTransaction);
        metaCommands = List.copyOf(metaCommands);
        statements = List.copyOf(statements);
    }

    /** Reads the text; never throws, and takes time in proportion to its length. */
    public static ScriptFacts of(String sql) {
        List<Statement> statements = SqlText.statements(sql);
        List<String> control = new ArrayList<>();
        List<String> outside = new ArrayList<>();
        for (Statement statement : statements) {
            StatementWords words = StatementWords.of(statement.text());
            if (TransactionRules.controls(words)) {
                control.add(statement.headline());
            }
            if (TransactionRules.refusedInside(words)) {
                outside.add(statement.headline());
            }
        }
        boolean nothing = statements.isEmpty();
        boolean blank = nothing && new Lexer(sql).next() == null;
        return new ScriptFacts(blank, nothing && !blank, control, outside, MetaCommands.in(sql), statements);
    }
}
