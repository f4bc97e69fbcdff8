package dev.backstep.sql.parse;

import dev.backstep.sql.parse.ColumnSpec.Fill;
import dev.backstep.sql.parse.ConstraintSpec.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constr_bodyContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constraint_commonContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Index_columnContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_column_definitionContext;

/** Reads the definitions of columns and constraints. */
final class TableParts {

    private TableParts() {}

    static ColumnSpec column(Table_column_definitionContext definition) {
        String name = Trees.word(definition.identifier());
        boolean serial = Types.serial(definition.data_type());
        boolean notNull = serial;
        Fill fill = serial ? Fill.SERIAL : Fill.NOTHING;
        String expression = null;
        List<ConstraintSpec> constraints = new ArrayList<>();
        for (Constraint_commonContext constraint : definition.constraint_common()) {
            Constr_bodyContext body = constraint.constr_body();
            if (body.DEFAULT() != null) {
                fill = Expressions.fill(body.default_expr);
                expression = fill == Fill.NOTHING ? null : Trees.text(body.default_expr);
            } else if (body.identity_body() != null) {
                fill = Fill.IDENTITY;
                notNull = true;
            } else if (body.GENERATED() != null) {
                fill = body.STORED() != null ? Fill.STORED : Fill.VIRTUAL;
                expression = Trees.text(body.vex());
            } else if (body.NULL() != null && body.REFERENCES() == null && body.CHECK() == null) {
                notNull |= body.NOT() != null;
            } else {
                constraints.add(constraint(constraint, name));
                notNull |= body.PRIMARY() != null;
            }
        }
        return new ColumnSpec(name, Types.of(definition.data_type()), notNull, fill, expression, constraints);
    }

    /** Reads a constraint; {@code column} is the column it stands behind, null for a table's. */
    static ConstraintSpec constraint(Constraint_commonContext constraint, @Nullable String column) {
        Constr_bodyContext body = constraint.constr_body();
        Kind kind = kind(body);
        boolean references = kind == Kind.FOREIGN_KEY;
        List<String> columns = columns(body, kind);
        boolean index =
                body.index_parameters() != null && body.index_parameters().INDEX() != null;
        ParserRuleContext usingIndex = index ? body.index_parameters().schema_qualified_name() : null;
        boolean notEnforced = constraint.table_enforced() != null
                && constraint.table_enforced().NOT() != null;
        return new ConstraintSpec(
                constraint.identifier() == null ? null : Trees.word(constraint.identifier()),
                kind,
                column != null && columns.isEmpty() ? List.of(column) : columns,
                references ? Trees.name(body.schema_qualified_name()) : null,
                usingIndex == null ? null : Trees.name(usingIndex).name(),
                constraint.VALID() == null && !notEnforced,
                !notEnforced,
                definition(kind, columns, column, body));
    }

    /** The same text for the same constraint, behind a column or on its own. */
    private static String definition(
            Kind kind, List<String> columns, @Nullable String column, Constr_bodyContext body) {
        String text = Trees.text(body);
        return switch (kind) {
            case UNIQUE, PRIMARY_KEY -> {
                String list = columns.isEmpty() && column != null ? column : String.join(", ", columns);
                String nulls = body.nulls_distinction() == null ? "" : " " + Trees.text(body.nulls_distinction());
                yield kind + nulls + " (" + list + ") " + Trees.text(body.index_parameters());
            }
            case FOREIGN_KEY -> text.substring(text.toUpperCase(Locale.ROOT).indexOf("REFERENCES"));
            case CHECK, EXCLUDE, NOT_NULL -> text;
        };
    }

    private static Kind kind(Constr_bodyContext body) {
        if (body.EXCLUDE() != null) {
            return Kind.EXCLUDE;
        }
        if (body.REFERENCES() != null) {
            return Kind.FOREIGN_KEY;
        }
        if (body.CHECK() != null) {
            return Kind.CHECK;
        }
        if (body.UNIQUE() != null) {
            return Kind.UNIQUE;
        }
        return body.PRIMARY() != null ? Kind.PRIMARY_KEY : Kind.NOT_NULL;
    }

    private static List<String> columns(Constr_bodyContext body, Kind kind) {
        return switch (kind) {
            case CHECK -> Expressions.columns(body.expression);
            case UNIQUE, PRIMARY_KEY -> Trees.lastParts(body.col_overlaps);
            case FOREIGN_KEY -> body.FOREIGN() == null ? List.of() : Trees.lastParts(body.col_period);
            case NOT_NULL ->
                body.col_name == null
                        ? List.of()
                        : List.of(Trees.name(body.col_name).name());
            case EXCLUDE -> indexColumns(body.index_column());
        };
    }

    /** The columns that an index names, also within expressions. */
    static List<String> indexColumns(List<Index_columnContext> columns) {
        return columns.stream()
                .flatMap(column -> Expressions.columns(column.vex()).stream())
                .distinct()
                .toList();
    }
}
