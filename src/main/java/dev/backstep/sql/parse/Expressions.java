package dev.backstep.sql.parse;

import dev.backstep.sql.parse.ColumnSpec.Fill;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Function_callContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Indirection_varContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Select_primaryContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Select_sublistContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.With_clauseContext;

/** What an expression's text tells: the columns it names, the functions it calls. */
final class Expressions {

    /** PostgreSQL's own functions that are immutable or stable and often stand in defaults. */
    private static final Set<String> STABLE = Set.of(
            "now",
            "transaction_timestamp",
            "statement_timestamp",
            "current_setting",
            "lower",
            "upper",
            "md5",
            "to_timestamp",
            "to_char",
            "to_date",
            "jsonb_build_object",
            "jsonb_build_array",
            "json_build_object",
            "json_build_array",
            "array_fill",
            "length",
            "timezone",
            "date_trunc",
            "date_part",
            "make_interval",
            "make_date",
            "concat",
            "replace",
            "encode",
            "decode",
            "current_user",
            "current_schema",
            "abs",
            "floor",
            "ceil",
            "round",
            "trunc",
            "to_tsvector",
            "int4range",
            "int8range",
            "tstzrange",
            "daterange");

    /** PostgreSQL's own functions that change nothing another session could notice. */
    private static final Set<String> READING = Set.of(
            "count",
            "min",
            "max",
            "sum",
            "avg",
            "bool_or",
            "bool_and",
            "every",
            "array_agg",
            "string_agg",
            "json_agg",
            "jsonb_agg",
            "jsonb_object_agg",
            "json_object_agg",
            "array_length",
            "array_to_string",
            "cardinality",
            "unnest",
            "array_remove",
            "array_append",
            "array_cat",
            "array_position",
            "string_to_array",
            "generate_series",
            "row_number",
            "rank",
            "dense_rank",
            "first_value",
            "last_value",
            "lag",
            "lead",
            "ntile",
            "format",
            "quote_ident",
            "quote_literal",
            "quote_nullable",
            "format_type",
            "to_regclass",
            "to_regtype",
            "regclass",
            "pg_get_serial_sequence",
            "pg_get_constraintdef",
            "pg_get_viewdef",
            "pg_get_expr",
            "pg_typeof",
            "obj_description",
            "col_description",
            "version",
            "pg_backend_pid",
            "random",
            "gen_random_uuid",
            "gen_random_bytes",
            "uuid_generate_v4",
            "uuidv4",
            "uuidv7",
            "clock_timestamp",
            "jsonb_set",
            "jsonb_strip_nulls",
            "jsonb_array_elements",
            "jsonb_array_elements_text",
            "jsonb_each",
            "jsonb_each_text",
            "jsonb_object_keys",
            "jsonb_typeof",
            "jsonb_array_length",
            "json_array_elements",
            "to_json",
            "to_jsonb",
            "row_to_json",
            "regexp_replace",
            "regexp_matches",
            "regexp_split_to_table",
            "split_part",
            "substr",
            "substring",
            "left",
            "right",
            "btrim",
            "ltrim",
            "rtrim",
            "lpad",
            "rpad",
            "strpos",
            "starts_with",
            "char_length",
            "octet_length",
            "digest",
            "sha256",
            "convert_to",
            "chr",
            "ascii",
            "mod",
            "power",
            "sqrt",
            "ln",
            "exp",
            "age",
            "extract",
            "nullif",
            "coalesce",
            "greatest",
            "least",
            "exists",
            "has_table_privilege",
            "current_database",
            "currval",
            "lastval",
            "xpath",
            "hashtext",
            "width_bucket",
            "setseed",
            "pg_sleep",
            "set_config",
            "to_number",
            "array_dims",
            "array_upper",
            "array_lower",
            "array_replace",
            "repeat",
            "reverse",
            "translate",
            "initcap",
            "num_nonnulls",
            "num_nulls",
            "jsonb_path_query",
            "jsonb_path_exists",
            "jsonb_build_array",
            "sign",
            "bit_length",
            "justify_interval",
            "pg_advisory_lock",
            "pg_advisory_xact_lock",
            "pg_try_advisory_lock",
            "pg_advisory_unlock");

    private Expressions() {}

    /** The columns an expression names, sorted. */
    static List<String> columns(ParseTree expression) {
        Set<String> columns = new TreeSet<>();
        Trees.each(expression, Indirection_varContext.class, variable -> {
            if (variable.identifier() != null) {
                List<String> parts = variableParts(variable);
                columns.add(parts.getLast());
            }
        });
        return List.copyOf(columns);
    }

    private static List<String> variableParts(Indirection_varContext variable) {
        List<String> parts = new ArrayList<>(List.of(Trees.word(variable.identifier())));
        if (variable.indirection_list() != null) {
            variable.indirection_list().indirection().stream()
                    .filter(indirection -> indirection.col_label() != null)
                    .forEach(indirection -> parts.add(Trees.word(indirection.col_label())));
        }
        return parts;
    }

    /** What a default's expression does to the rows that are there. */
    static Fill fill(ParseTree expression) {
        if (expression.getText().equalsIgnoreCase("NULL")) {
            return Fill.NOTHING;
        }
        boolean stable = calls(expression).stream().allMatch(STABLE::contains);
        return stable ? Fill.STABLE : Fill.VOLATILE;
    }

    /** The first function it calls that might do more than read; null where there is none. */
    static @Nullable String acting(ParseTree tree) {
        return calls(tree).stream()
                .filter(name -> !STABLE.contains(name) && !READING.contains(name))
                .findFirst()
                .orElse(null);
    }

    /** The functions it calls, without PostgreSQL's own schema in front. */
    static List<String> calls(ParseTree tree) {
        List<String> calls = new ArrayList<>();
        Trees.each(tree, Function_callContext.class, call -> {
            if (call.schema_qualified_name_nontype() != null) {
                QName name = Trees.name(call.schema_qualified_name_nontype());
                calls.add(name.schema() == null || name.schema().equals("pg_catalog") ? name.name() : name.toString());
            }
        });
        return calls;
    }

    /** The output columns of a query; null where the text does not name each. */
    static @Nullable List<String> outputs(ParseTree query) {
        List<Select_primaryContext> selects = new ArrayList<>();
        for (int i = query.getChild(0) instanceof With_clauseContext ? 1 : 0; i < query.getChildCount(); i++) {
            Trees.each(query.getChild(i), Select_primaryContext.class, selects::add);
        }
        if (selects.isEmpty() || selects.getFirst().select_list() == null) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (Select_sublistContext output : selects.getFirst().select_list().select_sublist()) {
            String name = output(output);
            if (name == null) {
                return null;
            }
            names.add(name);
        }
        return names;
    }

    private static @Nullable String output(Select_sublistContext output) {
        if (output.col_label() != null) {
            return Trees.word(output.col_label());
        }
        if (output.bare_col_label() != null) {
            return Trees.word(output.bare_col_label());
        }
        ParseTree primary = output.vex().value_expression_primary();
        boolean variable = primary != null && primary.getChild(0) instanceof Indirection_varContext;
        if (!variable || output.getText().endsWith("*")) {
            return null;
        }
        return variableParts((Indirection_varContext) primary.getChild(0)).getLast();
    }
}
