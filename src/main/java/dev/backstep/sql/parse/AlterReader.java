package dev.backstep.sql.parse;

import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_domain_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_materialized_view_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_owner_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_sequence_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_type_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_view_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.IdentifierContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Rename_toContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_alterContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Set_schemaContext;

/** Reads {@code ALTER} of anything but a table. */
final class AlterReader {

    private AlterReader() {}

    static List<Change> read(Schema_alterContext alter) {
        if (alter.alter_table_statement() != null) {
            return AlterTableReader.read(alter.alter_table_statement());
        }
        return List.of(single(alter));
    }

    private static Change single(Schema_alterContext alter) {
        if (alter.alter_type_statement() != null) {
            return type(alter.alter_type_statement());
        }
        if (alter.alter_sequence_statement() != null) {
            return sequence(alter.alter_sequence_statement());
        }
        if (alter.alter_view_statement() != null) {
            return view(alter.alter_view_statement());
        }
        if (alter.alter_materialized_view_statement() != null) {
            return materializedView(alter.alter_materialized_view_statement());
        }
        if (alter.alter_domain_statement() != null) {
            return domain(alter.alter_domain_statement());
        }
        if (alter.alter_owner_statement() != null) {
            return owner(alter.alter_owner_statement());
        }
        return named(alter);
    }

    private static Change type(Alter_type_statementContext type) {
        QName name = Trees.name(type.name);
        if (type.VALUE() != null && type.ADD() != null) {
            return new Change.AddLabel(name, Trees.string(type.new_enum_value), type.if_not_exists() != null);
        }
        if (type.VALUE() != null) {
            return new Change.RenameLabel(
                    name, Trees.string(type.existing_enum_name), Trees.string(type.new_enum_name));
        }
        return moved(ObjectKind.TYPE, name, type.rename_to(), type.set_schema(), type);
    }

    private static Change sequence(Alter_sequence_statementContext sequence) {
        QName name = Trees.name(sequence.name);
        if (sequence.rename_to() != null || sequence.set_schema() != null) {
            return moved(ObjectKind.SEQUENCE, name, sequence.rename_to(), sequence.set_schema(), sequence);
        }
        return new Change.ChangeSequence(name, !sequence.RESTART().isEmpty());
    }

    private static Change view(Alter_view_statementContext view) {
        QName name = Trees.name(view.name);
        var action = view.alter_view_action();
        if (action.rename_to() == null && action.RENAME() != null) {
            return column(name, action.identifier());
        }
        if (action.rename_to() != null || action.set_schema() != null) {
            return moved(ObjectKind.VIEW, name, action.rename_to(), action.set_schema(), view);
        }
        return new Change.Alter(ObjectKind.VIEW, name, null);
    }

    private static Change materializedView(Alter_materialized_view_statementContext view) {
        var action = view.alter_materialized_view_action();
        if (action == null || view.schema_qualified_name() == null) {
            return noRule(view);
        }
        QName name = Trees.name(view.schema_qualified_name());
        if (action.rename_to() == null && action.RENAME() != null) {
            return column(name, action.identifier());
        }
        return moved(ObjectKind.MATERIALIZED_VIEW, name, action.rename_to(), action.set_schema(), view);
    }

    private static Change column(QName view, List<IdentifierContext> names) {
        QName old = new QName(null, Trees.word(names.get(0)));
        return new Change.Rename(ObjectKind.COLUMN, view, old, Trees.word(names.get(1)));
    }

    private static Change domain(Alter_domain_statementContext domain) {
        QName name = Trees.name(domain.name);
        if (domain.rename_to() != null || domain.set_schema() != null) {
            return moved(ObjectKind.DOMAIN, name, domain.rename_to(), domain.set_schema(), domain);
        }
        return new Change.Alter(ObjectKind.DOMAIN, name, null);
    }

    private static Change owner(Alter_owner_statementContext owner) {
        ParserRuleContext name = owner.owner_member_object().name;
        return name == null ? noRule(owner) : new Change.ChangeOwner(ObjectKind.OTHER, Trees.name(name));
    }

    private static Change named(Schema_alterContext alter) {
        if (alter.alter_index_statement() != null
                && alter.alter_index_statement().index_def_action() != null) {
            var index = alter.alter_index_statement();
            QName name = Trees.name(index.schema_qualified_name());
            Rename_toContext rename = index.index_def_action().rename_to();
            return rename == null
                    ? new Change.Alter(ObjectKind.INDEX, name, null)
                    : new Change.Rename(ObjectKind.INDEX, null, name, Trees.word(rename.name));
        }
        if (alter.alter_function_statement() != null
                && alter.alter_function_statement().function_parameters() != null) {
            var function = alter.alter_function_statement();
            QName name = Trees.name(function.function_parameters().schema_qualified_name());
            if (function.rename_to() != null || function.set_schema() != null) {
                return moved(ObjectKind.FUNCTION, name, function.rename_to(), function.set_schema(), function);
            }
            return new Change.Alter(ObjectKind.FUNCTION, name, null);
        }
        if (alter.alter_schema_statement() != null) {
            var schema = alter.alter_schema_statement();
            return moved(ObjectKind.SCHEMA, Trees.name(schema.identifier()), schema.rename_to(), null, schema);
        }
        return onTable(alter);
    }

    private static Change onTable(Schema_alterContext alter) {
        if (alter.alter_policy_statement() != null) {
            var policy = alter.alter_policy_statement();
            return new Change.Alter(
                    ObjectKind.POLICY, Trees.name(policy.identifier()), Trees.name(policy.schema_qualified_name()));
        }
        if (alter.alter_trigger_statement() != null
                && alter.alter_trigger_statement().rename_to() != null) {
            var trigger = alter.alter_trigger_statement();
            return new Change.Rename(
                    ObjectKind.TRIGGER,
                    Trees.name(trigger.schema_qualified_name()),
                    Trees.name(trigger.identifier(0)),
                    Trees.word(trigger.rename_to().name));
        }
        return noRule(alter);
    }

    private static Change moved(
            ObjectKind kind,
            QName name,
            @Nullable Rename_toContext rename,
            @Nullable Set_schemaContext schema,
            ParserRuleContext statement) {
        if (rename != null) {
            return new Change.Rename(kind, null, name, Trees.word(rename.name));
        }
        if (schema != null) {
            return new Change.ChangeSchema(kind, name, Trees.word(schema.identifier()));
        }
        return noRule(statement);
    }

    private static Change noRule(ParserRuleContext statement) {
        return noRule("ALTER", statement);
    }

    static Change noRule(String verb, ParserRuleContext statement) {
        String words = Trees.text(statement);
        String all = words.toUpperCase(Locale.ROOT).startsWith(verb) ? words : verb + " " + words;
        return new Change.Unread(Change.Unread.Reason.NO_RULE, all.length() <= 60 ? all : all.substring(0, 59) + "…");
    }
}
