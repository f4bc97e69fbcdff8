package dev.backstep.sql.parse;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_function_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_index_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_table_as_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_type_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_view_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Define_tableContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Function_argsContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.If_not_existsContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_createContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_column_defContext;

/** Reads {@code CREATE}. */
final class CreateReader {

    /** What is also meant where no method is named. */
    private static final Pattern USING_DEFAULT = Pattern.compile("^USING btree ", Pattern.CASE_INSENSITIVE);

    private CreateReader() {}

    static Change read(Schema_createContext create) {
        if (create.create_table_statement() != null) {
            return table(create.create_table_statement());
        }
        if (create.create_table_as_statement() != null) {
            return tableAs(create.create_table_as_statement());
        }
        if (create.create_index_statement() != null) {
            return index(create.create_index_statement());
        }
        if (create.create_view_statement() != null) {
            return view(create.create_view_statement());
        }
        if (create.create_function_statement() != null) {
            return function(create.create_function_statement());
        }
        if (create.create_type_statement() != null) {
            return type(create.create_type_statement());
        }
        return named(create);
    }

    private static Change table(Create_table_statementContext table) {
        Define_tableContext definition = table.define_table();
        List<ColumnSpec> columns = new ArrayList<>();
        List<ConstraintSpec> constraints = new ArrayList<>();
        boolean known = definition.define_columns() != null
                && definition.define_columns().INHERITS() == null;
        if (definition.define_columns() != null) {
            for (Table_column_defContext part : definition.define_columns().table_column_def()) {
                if (part.table_column_definition() != null) {
                    columns.add(TableParts.column(part.table_column_definition()));
                } else if (part.tabl_constraint != null) {
                    constraints.add(TableParts.constraint(part.tabl_constraint, null));
                } else {
                    known = false;
                }
            }
        }
        QName parent =
                definition.define_partition() == null ? null : Trees.name(definition.define_partition().parent_table);
        boolean temporary = table.TEMP() != null || table.TEMPORARY() != null;
        return new Change.CreateTable(
                Trees.name(table.name),
                table.if_not_exists() != null,
                temporary,
                columns,
                constraints,
                parent,
                TableSettings.of(table),
                known);
    }

    private static Change tableAs(Create_table_as_statementContext table) {
        boolean temporary = table.TEMP() != null || table.TEMPORARY() != null;
        return new Change.CreateTable(
                Trees.name(table.name),
                table.if_not_exists() != null,
                temporary,
                List.of(),
                List.of(),
                null,
                Map.of(),
                false);
    }

    private static Change index(Create_index_statementContext index) {
        return new Change.CreateIndex(
                index.name == null ? null : Trees.word(index.name),
                Trees.name(index.table_name),
                index.UNIQUE() != null,
                index.CONCURRENTLY() != null,
                index.if_not_exists() != null,
                TableParts.indexColumns(index.index_rest().index_columns().index_column()),
                USING_DEFAULT.matcher(Trees.text(index.index_rest())).replaceFirst(""));
    }

    private static Change view(Create_view_statementContext view) {
        List<String> columns =
                view.column_names != null ? Trees.lastParts(view.column_names) : Expressions.outputs(view.v_query);
        return new Change.CreateView(
                Trees.name(view.name),
                view.MATERIALIZED() != null,
                view.REPLACE() != null,
                view.if_not_exists() != null,
                view.TEMP() != null || view.TEMPORARY() != null,
                columns,
                Trees.text(view.v_query));
    }

    private static Change function(Create_function_statementContext function) {
        Function_argsContext arguments = function.function_parameters().function_args();
        String result = function.rettype_data != null
                ? Types.of(function.rettype_data)
                : function.ret_table != null ? Trees.text(function.ret_table) : "";
        boolean defaults = arguments.function_arguments().stream().anyMatch(argument -> argument.vex() != null);
        String body =
                function.function_actions_common().stream().map(Trees::text).collect(Collectors.joining(" "))
                        + (function.function_body() == null ? "" : Trees.text(function.function_body()));
        return new Change.CreateFunction(
                Trees.name(function.function_parameters().schema_qualified_name()),
                requireNonNull(signature(arguments)),
                result,
                defaults,
                function.REPLACE() != null,
                body);
    }

    /** The input types, joined with commas; null where there is no parameter list. */
    static @Nullable String signature(@Nullable Function_argsContext arguments) {
        if (arguments == null) {
            return null;
        }
        return arguments.function_arguments().stream()
                .filter(argument ->
                        argument.argmode() == null || argument.argmode().OUT() == null)
                .map(argument -> Types.of(argument.data_type()))
                .collect(Collectors.joining(", "));
    }

    private static Change type(Create_type_statementContext type) {
        List<String> labels = type.ENUM() == null
                ? null
                : type.enums.stream().map(Trees::string).toList();
        return new Change.CreateType(Trees.name(type.name), labels);
    }

    private static Change named(Schema_createContext create) {
        ParserRuleContext statement = (ParserRuleContext) create.getChild(create.getChildCount() - 1);
        boolean replace = create.getText().toUpperCase(Locale.ROOT).startsWith("CREATEORREPLACE");
        if (create.create_trigger_statement() != null) {
            var trigger = create.create_trigger_statement();
            return create(ObjectKind.TRIGGER, trigger.name, Trees.name(trigger.table_name), replace, statement);
        }
        if (create.create_policy_statement() != null) {
            var policy = create.create_policy_statement();
            return create(
                    ObjectKind.POLICY,
                    policy.identifier(),
                    Trees.name(policy.schema_qualified_name()),
                    false,
                    statement);
        }
        if (create.create_rewrite_statement() != null) {
            var rule = create.create_rewrite_statement();
            return create(ObjectKind.RULE, rule.name, Trees.name(rule.table_name), replace, statement);
        }
        if (create.create_statistics_statement() != null) {
            var statistics = create.create_statistics_statement();
            return create(
                    ObjectKind.STATISTICS,
                    statistics.name == null ? statistics.table_name : statistics.name,
                    Trees.name(statistics.table_name),
                    false,
                    statement);
        }
        return withoutTable(create, statement);
    }

    private static Change withoutTable(Schema_createContext create, ParserRuleContext statement) {
        if (create.create_sequence_statement() != null) {
            return create(ObjectKind.SEQUENCE, create.create_sequence_statement().name, null, false, statement);
        }
        if (create.create_domain_statement() != null) {
            return create(ObjectKind.DOMAIN, create.create_domain_statement().name, null, false, statement);
        }
        if (create.create_schema_statement() != null && create.create_schema_statement().name != null) {
            return create(ObjectKind.SCHEMA, create.create_schema_statement().name, null, false, statement);
        }
        if (create.create_extension_statement() != null) {
            return create(ObjectKind.EXTENSION, create.create_extension_statement().name, null, false, statement);
        }
        if (create.create_user_or_role_statement() != null) {
            return create(ObjectKind.ROLE, create.create_user_or_role_statement().name, null, false, statement);
        }
        String words = Trees.text(create).toUpperCase(Locale.ROOT);
        return new Change.Unread(Change.Unread.Reason.NO_RULE, words.substring(0, Math.min(60, words.length())));
    }

    private static Change create(
            ObjectKind kind, ParserRuleContext name, @Nullable QName on, boolean replace, ParserRuleContext statement) {
        boolean ifNotExists = statement.children.stream().anyMatch(If_not_existsContext.class::isInstance);
        return new Change.Create(kind, Trees.name(name), on, replace, ifNotExists, Trees.text(statement));
    }
}
