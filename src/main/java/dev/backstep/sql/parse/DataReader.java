package dev.backstep.sql.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.tree.ParseTree;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Delete_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Insert_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Into_tableContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Merge_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Truncate_stmtContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Update_stmt_for_psqlContext;

/** Reads statements about rows: the tables they write, wherever in the statement that stands. */
final class DataReader {

    private DataReader() {}

    static List<Change> read(ParseTree statement) {
        List<Change> changes = new ArrayList<>();
        Trees.each(
                statement,
                Insert_stmt_for_psqlContext.class,
                insert -> changes.add(write(Change.RowWork.INSERT, Trees.name(insert.insert_table_name))));
        Trees.each(
                statement,
                Update_stmt_for_psqlContext.class,
                update -> changes.add(new Change.Write(
                        Change.RowWork.UPDATE, Trees.name(update.update_table_name), setColumns(update), false)));
        Trees.each(
                statement,
                Merge_stmt_for_psqlContext.class,
                merge -> changes.add(write(Change.RowWork.UPDATE, Trees.name(merge.merge_table_name))));
        Trees.each(
                statement,
                Delete_stmt_for_psqlContext.class,
                delete -> changes.add(write(Change.RowWork.DELETE, Trees.name(delete.delete_table_name))));
        Trees.each(
                statement,
                Into_tableContext.class,
                into -> changes.add(new Change.CreateTable(
                        Trees.name(into.schema_qualified_name()),
                        false,
                        into.TEMP() != null || into.TEMPORARY() != null,
                        List.of(),
                        List.of(),
                        null,
                        Map.of(),
                        false)));
        return changes.isEmpty() ? List.of(query(statement)) : changes;
    }

    private static List<String> setColumns(Update_stmt_for_psqlContext update) {
        return update.update_set().stream()
                .flatMap(set -> set.column.stream())
                .map(column -> Trees.word(column.identifier()))
                .toList();
    }

    /** A query changes something only through the functions it calls. */
    static Change query(ParseTree query) {
        List<String> calls = Expressions.calls(query);
        if (calls.contains("setval") || calls.contains("nextval")) {
            return new Change.ChangeSequence(new QName(null, Trees.text(query)), true);
        }
        String acting = Expressions.acting(query);
        return acting == null ? new Change.NoEffect() : new Change.Unread(Change.Unread.Reason.CALLS_FUNCTION, acting);
    }

    static List<Change> truncate(Truncate_stmtContext truncate) {
        boolean cascade = truncate.cascade_restrict() != null
                && truncate.cascade_restrict().CASCADE() != null;
        return truncate.only_table_multiply().stream()
                .<Change>map(table -> new Change.Write(
                        Change.RowWork.TRUNCATE, Trees.name(table.schema_qualified_name()), List.of(), cascade))
                .toList();
    }

    private static Change write(Change.RowWork work, QName table) {
        return new Change.Write(work, table, List.of(), false);
    }
}
