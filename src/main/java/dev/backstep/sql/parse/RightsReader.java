package dev.backstep.sql.parse;

import java.util.List;
import java.util.Locale;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Comment_member_objectContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Names_referencesContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Rule_commonContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Rule_member_objectContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Session_local_optionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Set_actionContext;

/** Reads {@code GRANT}, {@code REVOKE}, {@code COMMENT} and {@code SET}. */
final class RightsReader {

    private RightsReader() {}

    static Change rights(Rule_commonContext rule) {
        boolean revoke = rule.getText().toUpperCase(Locale.ROOT).startsWith("REVOKE");
        Rule_member_objectContext object = rule.rule_member_object();
        if (object == null) {
            return new Change.Grant(revoke, ObjectKind.ROLE, List.of());
        }
        if (object.table_names != null) {
            return new Change.Grant(revoke, ObjectKind.TABLE, names(object.table_names));
        }
        Names_referencesContext names = object.names_references();
        return new Change.Grant(revoke, ObjectKind.OTHER, names == null ? List.of() : names(names));
    }

    private static List<QName> names(Names_referencesContext names) {
        return names.schema_qualified_name().stream().map(Trees::name).toList();
    }

    static Change comment(Comment_member_objectContext object) {
        if (object.COLUMN() != null) {
            List<String> parts = Trees.parts(object.name);
            String schema = parts.size() > 2 ? parts.get(parts.size() - 3) : null;
            return new Change.Comment(ObjectKind.TABLE, new QName(schema, parts.get(Math.max(0, parts.size() - 2))));
        }
        if (object.TABLE() != null) {
            return new Change.Comment(ObjectKind.TABLE, Trees.name(object.name));
        }
        return new Change.Comment(ObjectKind.OTHER, new QName(null, ""));
    }

    static Change set(Set_actionContext set) {
        Session_local_optionContext option = set.session_local_option();
        boolean path = option != null
                && option.config_param != null
                && Trees.word(option.config_param).equals("search_path")
                && option.set_statement_value() != null;
        if (!path) {
            return new Change.NoEffect();
        }
        List<String> schemas = option.set_statement_value().vex().stream()
                .map(value -> Trees.word(value).replaceAll("^'|'$", ""))
                .filter(schema -> !schema.isEmpty() && !schema.equals("$user"))
                .toList();
        return new Change.SearchPath(schemas);
    }
}
