package dev.backstep.sql.parse;

import dev.backstep.sql.parse.Change.Maintain;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Additional_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Lock_tableContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Reindex_stmtContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_createContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Script_additionalContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Script_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.StatementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_cols_listContext;

/** Sends a parsed statement to the reader of its kind. */
final class StatementReader {

    private final BlockReader blocks;

    StatementReader(BlockReader blocks) {
        this.blocks = blocks;
    }

    List<Change> read(StatementContext statement) {
        if (statement.data_statement() != null) {
            return DataReader.read(statement.data_statement());
        }
        return statement.schema_statement() != null
                ? schema(statement.schema_statement())
                : script(statement.script_statement());
    }

    List<Change> schema(Schema_statementContext statement) {
        if (statement.schema_alter() != null) {
            return AlterReader.read(statement.schema_alter());
        }
        if (statement.schema_drop() != null) {
            return DropReader.read(statement.schema_drop());
        }
        Schema_createContext create = statement.schema_create();
        if (create.rule_common() != null) {
            return List.of(RightsReader.rights(create.rule_common()));
        }
        if (create.comment_on_statement() != null) {
            return List.of(RightsReader.comment(create.comment_on_statement().comment_member_object()));
        }
        if (create.set_statement() != null) {
            return List.of(RightsReader.set(create.set_statement().set_action()));
        }
        return List.of(CreateReader.read(create));
    }

    private List<Change> script(Script_statementContext statement) {
        if (statement.script_transaction() != null) {
            Lock_tableContext lock = statement.script_transaction().lock_table();
            return lock == null ? List.of(new Change.NoEffect()) : lock(lock);
        }
        Script_additionalContext additional = statement.script_additional();
        if (additional.additional_statement() != null) {
            return additional(additional.additional_statement());
        }
        if (additional.CALL() != null || additional.execute_statement() != null) {
            return List.of(new Change.Unread(Change.Unread.Reason.CALLS_FUNCTION, Trees.text(additional)));
        }
        if (additional.VACUUM() != null) {
            boolean full =
                    additional.vacuum_mode().getText().toUpperCase(Locale.ROOT).contains("FULL");
            return maintain(full ? Change.Upkeep.VACUUM_FULL : Change.Upkeep.VACUUM, additional.table_cols_list());
        }
        if (additional.explain_statement() != null
                && additional.explain_statement().explain_query().data_statement() != null) {
            return DataReader.read(additional.explain_statement().explain_query());
        }
        return List.of(new Change.NoEffect());
    }

    static List<Change> lock(Lock_tableContext lock) {
        String mode = lock.lock_mode() == null
                ? "ACCESS EXCLUSIVE"
                : Trees.text(lock.lock_mode()).toUpperCase(Locale.ROOT);
        return lock.only_table_multiply().stream()
                .<Change>map(table -> new Change.LockTable(Trees.name(table.schema_qualified_name()), mode))
                .toList();
    }

    List<Change> additional(Additional_statementContext statement) {
        if (statement.anonymous_block() != null) {
            return blocks.read(statement.anonymous_block());
        }
        if (statement.truncate_stmt() != null) {
            return DataReader.truncate(statement.truncate_stmt());
        }
        if (statement.analyze_keyword() != null) {
            return maintain(Change.Upkeep.ANALYZE, statement.table_cols_list());
        }
        if (statement.cluster_stmt() != null) {
            return List.of(
                    maintain(Change.Upkeep.CLUSTER, statement.cluster_stmt().schema_qualified_name(), false));
        }
        if (statement.reindex_stmt() != null) {
            return List.of(reindex(statement.reindex_stmt()));
        }
        if (statement.REFRESH() != null) {
            return List.of(maintain(
                    Change.Upkeep.REFRESH, statement.schema_qualified_name(), statement.CONCURRENTLY() != null));
        }
        return List.of(rest(statement));
    }

    private static Change rest(Additional_statementContext statement) {
        if (statement.copy_statement() != null) {
            var from = statement.copy_statement().copy_from_statement();
            if (from == null) {
                return new Change.NoEffect();
            }
            return from.STDIN() != null
                    ? new Change.Unread(Change.Unread.Reason.COPY_DATA, "")
                    : new Change.Write(
                            Change.RowWork.INSERT,
                            Trees.name(from.table_cols().schema_qualified_name()),
                            List.of(),
                            false);
        }
        return statement.REASSIGN() != null || statement.LOAD() != null
                ? AlterReader.noRule("", statement)
                : new Change.NoEffect();
    }

    private static List<Change> maintain(Change.Upkeep kind, @Nullable Table_cols_listContext tables) {
        if (tables == null) {
            return List.of(maintain(kind, (ParserRuleContext) null, false));
        }
        return tables.inheritance_specified_table_cols().stream()
                .map(table -> maintain(kind, table.schema_qualified_name(), false))
                .toList();
    }

    private static Change maintain(Change.Upkeep kind, @Nullable ParserRuleContext name, boolean concurrently) {
        return new Maintain(kind, name == null ? null : Trees.name(name), concurrently);
    }

    private static Change reindex(Reindex_stmtContext reindex) {
        boolean concurrently = reindex.getText().toUpperCase(Locale.ROOT).contains("CONCURRENTLY");
        if (reindex.INDEX() != null) {
            return maintain(Change.Upkeep.REINDEX_INDEX, reindex.schema_qualified_name(), concurrently);
        }
        return reindex.TABLE() != null
                ? maintain(Change.Upkeep.REINDEX_TABLE, reindex.schema_qualified_name(), concurrently)
                : maintain(Change.Upkeep.REINDEX_ALL, null, concurrently);
    }
}
