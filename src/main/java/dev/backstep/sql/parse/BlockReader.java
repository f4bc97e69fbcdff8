package dev.backstep.sql.parse;

import dev.backstep.sql.SqlText;
import dev.backstep.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Additional_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Anonymous_blockContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Data_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Execute_stmtContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Function_callContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Lock_tableContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.SconstContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.VexContext;

/**
 * Reads {@code DO} blocks: every statement in them counts, whichever way the block's conditions go. Text that a block
 * puts together itself cannot be read.
 */
final class BlockReader {

    /** Reads SQL or a PL/pgSQL body with the work budget at hand. */
    interface Source {
        List<Change> statement(Statement statement);

        List<Change> body(String body);
    }

    private final Source source;

    BlockReader(Source source) {
        this.source = source;
    }

    List<Change> read(Anonymous_blockContext block) {
        String language = "plpgsql";
        if (block.LANGUAGE() != null) {
            language = block.identifier() != null ? Trees.word(block.identifier()) : Trees.string(block.sconst(0));
        }
        boolean first = block.LANGUAGE() == null
                || block.sconst().size() == 1
                || block.LANGUAGE().getSourceInterval().a > block.sconst(0).getSourceInterval().a;
        SconstContext body = first ? block.sconst(0) : block.sconst(1);
        if (!language.toLowerCase(Locale.ROOT).equals("plpgsql")) {
            return unread(Change.Unread.Reason.LANGUAGE, language);
        }
        return source.body(Trees.string(body));
    }

    /** The changes of a parsed PL/pgSQL body. */
    List<Change> changes(ParseTree body) {
        List<Change> changes = new ArrayList<>();
        walk(body, changes);
        return changes.isEmpty() ? List.of(new Change.NoEffect()) : changes;
    }

    private void walk(ParseTree tree, List<Change> changes) {
        switch (tree) {
            case Schema_statementContext schema -> changes.addAll(new StatementReader(this).schema(schema));
            case Data_statementContext data -> addEffects(DataReader.read(data), changes);
            case Additional_statementContext additional ->
                changes.addAll(new StatementReader(this).additional(additional));
            case Lock_tableContext lock -> changes.addAll(StatementReader.lock(lock));
            case Execute_stmtContext execute -> changes.addAll(execute(execute.vex()));
            case Function_callContext call -> addEffects(List.of(DataReader.query(call)), changes);
            case TerminalNode node
            when node.getText().equalsIgnoreCase("CALL") ->
                changes.addAll(unread(Change.Unread.Reason.CALLS_FUNCTION, "CALL"));
            default -> {
                for (int i = 0; i < tree.getChildCount(); i++) {
                    walk(tree.getChild(i), changes);
                }
            }
        }
    }

    private static void addEffects(List<Change> read, List<Change> changes) {
        read.stream().filter(change -> !(change instanceof Change.NoEffect)).forEach(changes::add);
    }

    /** {@code EXECUTE} of a constant is as good as the statement itself. */
    private List<Change> execute(VexContext text) {
        List<SconstContext> constants = new ArrayList<>();
        Trees.each(text, SconstContext.class, constants::add);
        boolean constant =
                constants.size() == 1 && constants.getFirst().getText().equals(text.getText());
        if (!constant) {
            return unread(Change.Unread.Reason.DYNAMIC, Trees.text(text));
        }
        return SqlText.statements(Trees.string(constants.getFirst())).stream()
                .flatMap(statement -> source.statement(statement).stream())
                .toList();
    }

    private static List<Change> unread(Change.Unread.Reason reason, String detail) {
        String shown = detail.length() <= 80 ? detail : detail.substring(0, 79) + "…";
        return List.of(new Change.Unread(reason, shown));
    }
}
