package dev.backstep.sql.parse;

import dev.backstep.sql.parse.Change.Setting;
import dev.backstep.sql.parse.ColumnSpec.Fill;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_partitionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Column_actionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_actionContext;

/** Reads {@code ALTER TABLE}, action by action. */
final class AlterTableReader {

    private AlterTableReader() {}

    static List<Change> read(Alter_table_statementContext statement) {
        QName table = Trees.name(statement.name);
        if (statement.alter_partition() != null) {
            return List.of(partition(table, statement.alter_partition()));
        }
        if (statement.rename_to() != null) {
            return List.of(new Change.Rename(ObjectKind.TABLE, null, table, Trees.word(statement.rename_to().name)));
        }
        if (statement.RENAME() != null) {
            ObjectKind kind = statement.CONSTRAINT() != null ? ObjectKind.CONSTRAINT : ObjectKind.COLUMN;
            QName old = new QName(null, Trees.word(statement.identifier(0)));
            return List.of(new Change.Rename(kind, table, old, Trees.word(statement.identifier(1))));
        }
        if (statement.set_schema() != null) {
            String schema = Trees.word(statement.set_schema().identifier());
            return List.of(new Change.ChangeSchema(ObjectKind.TABLE, table, schema));
        }
        if (statement.table_action().isEmpty()) {
            return List.of(noRule(Trees.text(statement)));
        }
        return statement.table_action().stream()
                .flatMap(action -> action(table, action))
                .toList();
    }

    private static Change partition(QName table, Alter_partitionContext action) {
        if (action.ATTACH() != null) {
            var attached = action.partition_table_value();
            return new Change.AttachPartition(
                    table,
                    Trees.name(attached.schema_qualified_name()),
                    TableSettings.partition(table, attached.for_values_bound()));
        }
        return new Change.DetachPartition(table, Trees.name(action.child), action.CONCURRENTLY() != null);
    }

    private static Stream<Change> action(QName table, Table_actionContext action) {
        if (action.column_action() != null) {
            return column(table, Trees.word(action.column), action.column_action());
        }
        return Stream.of(single(table, action));
    }

    private static Change single(QName table, Table_actionContext action) {
        boolean cascade =
                action.cascade_restrict() != null && action.cascade_restrict().CASCADE() != null;
        if (action.table_column_definition() != null) {
            return new Change.AddColumn(
                    table, TableParts.column(action.table_column_definition()), action.if_not_exists() != null);
        }
        if (action.tabl_constraint != null) {
            return new Change.AddConstraint(table, TableParts.constraint(action.tabl_constraint, null));
        }
        if (action.validate_constraint() != null) {
            return new Change.ValidateConstraint(
                    table,
                    Trees.name(action.validate_constraint().constraint_name).name());
        }
        if (action.drop_constraint() != null) {
            var drop = action.drop_constraint();
            boolean cascades =
                    drop.cascade_restrict() != null && drop.cascade_restrict().CASCADE() != null;
            return new Change.DropConstraint(
                    table, Trees.word(drop.constraint_name), drop.if_exists() != null, cascades);
        }
        if (action.DROP() != null) {
            return new Change.DropColumn(table, Trees.word(action.column), action.if_exists() != null, cascade);
        }
        if (action.owner_to() != null) {
            return new Change.ChangeOwner(ObjectKind.TABLE, table);
        }
        return setting(table, action);
    }

    private static Change setting(QName table, Table_actionContext action) {
        if (action.SECURITY() != null) {
            boolean on = action.ENABLE() != null;
            Setting setting = on ? Setting.ROW_SECURITY_ON : Setting.ROW_SECURITY_OTHER;
            return new Change.TableSetting(table, setting, TableSettings.rowSecurity(action));
        }
        if (action.TRIGGER() != null || action.RULE() != null) {
            return new Change.TableSetting(table, Setting.TRIGGERS, TableSettings.switched(action));
        }
        if (action.set_logged() != null || action.set_tablespace() != null || action.METHOD() != null) {
            return new Change.TableSetting(table, Setting.REWRITTEN, TableSettings.logged(action));
        }
        if (action.storage_parameters() != null || action.RESET() != null || action.CLUSTER() != null) {
            return new Change.TableSetting(table, Setting.STORAGE_PARAMETERS, TableSettings.parameters(action));
        }
        if (action.REPLICA() != null) {
            return new Change.TableSetting(table, Setting.PHYSICAL);
        }
        return noRule(Trees.text(action));
    }

    private static Stream<Change> column(QName table, String column, Column_actionContext action) {
        if (action.TYPE() != null) {
            return Stream.of(
                    new Change.ChangeType(table, column, Types.of(action.data_type()), action.USING() != null));
        }
        if (action.set_def_column() != null) {
            var value = action.set_def_column().vex();
            Fill fill = Expressions.fill(value);
            return Stream.of(new Change.ChangeDefault(table, column, fill, Trees.text(value)));
        }
        if (action.drop_def() != null) {
            return Stream.of(new Change.ChangeDefault(table, column, Fill.NOTHING, null));
        }
        if (action.NOT() != null) {
            return Stream.of(new Change.ChangeNotNull(table, column, action.set != null));
        }
        if (action.identity_body() != null) {
            return Stream.of(new Change.ChangeDefault(table, column, Fill.IDENTITY, null));
        }
        if (action.IDENTITY() != null || (action.EXPRESSION() != null && action.DROP() != null)) {
            return Stream.of(new Change.ChangeDefault(table, column, Fill.NOTHING, null));
        }
        if (action.set_statistics() != null || (action.storage_parameters() != null && action.SET() != null)) {
            return Stream.of(new Change.TableSetting(table, Setting.STORAGE_PARAMETERS));
        }
        if (action.STORAGE() != null || action.compression_identifier() != null) {
            return Stream.of(new Change.TableSetting(table, Setting.PHYSICAL));
        }
        return Stream.of(noRule(Trees.text(action)));
    }

    private static Change noRule(String text) {
        return new Change.Unread(Change.Unread.Reason.NO_RULE, text.toUpperCase(Locale.ROOT));
    }
}
