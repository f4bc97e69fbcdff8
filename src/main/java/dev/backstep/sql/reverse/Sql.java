package dev.backstep.sql.reverse;

import dev.backstep.sql.parse.ConstraintSpec.Kind;
import dev.backstep.sql.parse.QName;
import dev.backstep.sql.rules.SchemaObject;
import java.util.List;
import java.util.stream.Collectors;

/** Statements of the way back. Every name is quoted: it is the one PostgreSQL has stored. */
final class Sql {

    private Sql() {}

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** With a schema only where the up script gave one. */
    static String name(QName name) {
        return name.schema() == null ? name(name.name()) : name(name.schema()) + "." + name(name.name());
    }

    static String alter(QName table, String action) {
        return "ALTER TABLE " + name(table) + " " + action;
    }

    static String column(QName table, String column, String action) {
        return alter(table, "ALTER COLUMN " + name(column) + " " + action);
    }

    /** An index as it was made; the definition is what stands behind the table in its statement. */
    static String index(QName name, QName table, SchemaObject.Index index) {
        return "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX " + name(name.name()) + " ON " + name(table) + " "
                + tidy(index.definition());
    }

    /** A constraint as it was made. */
    static String constraint(String name, SchemaObject.Constraint constraint) {
        String definition = constraint.definition();
        String text = switch (constraint.kind()) {
            case PRIMARY_KEY, UNIQUE -> {
                String words = constraint.kind() == Kind.UNIQUE ? "UNIQUE" : "PRIMARY KEY";
                boolean nulls = definition.contains("NULLS NOT DISTINCT");
                String rest = definition.substring(definition.indexOf(')') + 1);
                yield words + (nulls ? " NULLS NOT DISTINCT" : "") + columns(constraint.columns()) + rest;
            }
            case FOREIGN_KEY -> "FOREIGN KEY" + columns(constraint.columns()) + " " + definition;
            case CHECK, EXCLUDE, NOT_NULL -> definition;
        };
        return "ADD CONSTRAINT " + name(name) + " " + tidy(text.strip());
    }

    /** Without the blanks that a definition put together from its words has inside parentheses and before commas. */
    static String tidy(String definition) {
        StringBuilder tidy = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < definition.length(); i++) {
            char c = definition.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == ' ' && i > 0 && i + 1 < definition.length()) {
                boolean inside = definition.charAt(i - 1) == '(' || "),".indexOf(definition.charAt(i + 1)) >= 0;
                if (inside) {
                    continue;
                }
            }
            tidy.append(c);
        }
        return tidy.toString();
    }

    private static String columns(List<String> columns) {
        return columns.stream().map(Sql::name).collect(Collectors.joining(", ", " (", ")"));
    }
}
