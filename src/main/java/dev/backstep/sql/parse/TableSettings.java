package dev.backstep.sql.parse;

import java.util.HashMap;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.For_values_boundContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Storage_parametersContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_actionContext;

/** Reads what a table's settings are set to, for {@link Change.TableSetting}. */
final class TableSettings {

    private TableSettings() {}

    static Map<String, String> of(Create_table_statementContext table) {
        Map<String, String> settings = new HashMap<>();
        if (table.UNLOGGED() != null) {
            settings.put("unlogged", "on");
        }
        if (table.storage_parameter_oid() != null
                && table.storage_parameter_oid().with_storage_parameter() != null) {
            settings.putAll(values(
                    table.storage_parameter_oid().with_storage_parameter().storage_parameters()));
        }
        var partition = table.define_table().define_partition();
        if (partition != null) {
            settings.putAll(partition(Trees.name(partition.parent_table), partition.for_values_bound()));
        }
        return settings;
    }

    /** Which part of a table it is; the parent's schema is left out, since the bound tells more. */
    static Map<String, String> partition(QName parent, @Nullable ParserRuleContext bound) {
        String part = bound instanceof For_values_boundContext ? Trees.text(bound) : "DEFAULT";
        return Map.of("partition", parent.name() + " " + part);
    }

    static Map<String, String> rowSecurity(Table_actionContext action) {
        if (action.FORCE() != null) {
            return Map.of("forced row security", action.NO() == null ? "on" : "");
        }
        return Map.of("row security", action.ENABLE() == null ? "" : "on");
    }

    /** In PostgreSQL's words, as its catalogs' texts have them in Backstep. */
    static Map<String, String> switched(Table_actionContext action) {
        ParserRuleContext one = action.trigger_name != null ? action.trigger_name : action.rewrite_rule_name;
        String name = one == null ? "*" : Trees.name(one).name();
        String state = action.DISABLE() != null
                ? "DISABLED"
                : action.REPLICA() != null ? "ENABLED REPLICA" : action.ALWAYS() != null ? "ENABLED ALWAYS" : "";
        return Map.of((action.RULE() != null ? ObjectKind.RULE : ObjectKind.TRIGGER) + " " + name, state);
    }

    static Map<String, String> logged(Table_actionContext action) {
        return action.set_logged() == null
                ? Map.of()
                : Map.of("unlogged", action.set_logged().UNLOGGED() == null ? "" : "on");
    }

    static Map<String, String> parameters(Table_actionContext action) {
        Map<String, String> settings = new HashMap<>();
        if (action.RESET() != null && action.names_in_parens() != null) {
            action.names_in_parens()
                    .names_references()
                    .schema_qualified_name()
                    .forEach(name -> settings.put(parameter(name), ""));
        } else if (action.storage_parameters() != null) {
            settings.putAll(values(action.storage_parameters()));
            if (action.RESET() != null) {
                settings.replaceAll((_, _) -> "");
            }
        }
        return settings;
    }

    private static Map<String, String> values(Storage_parametersContext parameters) {
        Map<String, String> settings = new HashMap<>();
        parameters
                .storage_parameter_option()
                .forEach(option -> settings.put(
                        parameter(option.storage_parameter_name()),
                        option.vex() == null ? "true" : Trees.text(option.vex())));
        return settings;
    }

    private static String parameter(ParserRuleContext name) {
        return "with " + String.join(".", Trees.parts(name));
    }
}
