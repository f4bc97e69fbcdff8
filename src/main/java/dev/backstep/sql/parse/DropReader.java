package dev.backstep.sql.parse;

import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Cascade_restrictContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Drop_statementsContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_dropContext;

/** Reads {@code DROP}. */
final class DropReader {

    private DropReader() {}

    static List<Change> read(Schema_dropContext drop) {
        if (drop.drop_statements() != null) {
            return many(drop.drop_statements());
        }
        if (drop.drop_function_statement() != null) {
            var function = drop.drop_function_statement();
            return List.of(new Change.Drop(
                    ObjectKind.FUNCTION,
                    Trees.name(function.name),
                    null,
                    CreateReader.signature(function.function_args()),
                    function.if_exists() != null,
                    cascades(function.cascade_restrict()),
                    false));
        }
        if (drop.drop_trigger_statement() != null) {
            var trigger = drop.drop_trigger_statement();
            return List.of(onTable(ObjectKind.TRIGGER, trigger.name, trigger.table_name, trigger.if_exists() != null));
        }
        if (drop.drop_policy_statement() != null) {
            var policy = drop.drop_policy_statement();
            return List.of(onTable(
                    ObjectKind.POLICY,
                    policy.identifier(),
                    policy.schema_qualified_name(),
                    policy.if_exists() != null));
        }
        if (drop.drop_rule_statement() != null) {
            var rule = drop.drop_rule_statement();
            return List.of(onTable(ObjectKind.RULE, rule.name, rule.schema_qualified_name(), rule.if_exists() != null));
        }
        return List.of(AlterReader.noRule("DROP", drop));
    }

    private static Change onTable(ObjectKind kind, ParserRuleContext name, ParserRuleContext table, boolean ifExists) {
        return new Change.Drop(kind, Trees.name(name), Trees.name(table), null, ifExists, false, false);
    }

    private static List<Change> many(Drop_statementsContext drop) {
        var names = drop.if_exist_names_restrict_cascade();
        ObjectKind kind = kind(drop);
        if (kind == ObjectKind.OTHER) {
            return List.of(AlterReader.noRule("DROP", drop));
        }
        return names.names_references().schema_qualified_name().stream()
                .<Change>map(name -> new Change.Drop(
                        kind,
                        Trees.name(name),
                        null,
                        null,
                        names.if_exists() != null,
                        cascades(names.cascade_restrict()),
                        drop.CONCURRENTLY() != null))
                .toList();
    }

    private static ObjectKind kind(Drop_statementsContext drop) {
        if (drop.TABLE() != null) {
            return ObjectKind.TABLE;
        }
        if (drop.INDEX() != null) {
            return ObjectKind.INDEX;
        }
        if (drop.VIEW() != null) {
            return drop.MATERIALIZED() != null ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW;
        }
        if (drop.SEQUENCE() != null) {
            return ObjectKind.SEQUENCE;
        }
        if (drop.TYPE() != null) {
            return ObjectKind.TYPE;
        }
        if (drop.DOMAIN() != null) {
            return ObjectKind.DOMAIN;
        }
        if (drop.SCHEMA() != null) {
            return ObjectKind.SCHEMA;
        }
        if (drop.EXTENSION() != null) {
            return ObjectKind.EXTENSION;
        }
        return drop.STATISTICS() != null ? ObjectKind.STATISTICS : ObjectKind.OTHER;
    }

    private static boolean cascades(@Nullable Cascade_restrictContext clause) {
        return clause != null && clause.CASCADE() != null;
    }
}
