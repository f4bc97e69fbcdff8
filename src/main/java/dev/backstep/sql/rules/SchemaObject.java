package dev.backstep.sql.rules;

import dev.backstep.sql.parse.ColumnSpec;
import dev.backstep.sql.parse.ConstraintSpec;
import dev.backstep.sql.parse.QName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is known about a thing in a database, as scripts told it. Two that are equal are the same to every user. */
public sealed interface SchemaObject {

    /**
     * A table; {@code columnsKnown} is false where its columns came from elsewhere, as by {@code LIKE}, and the settings are
     * those that somebody set ({@link dev.backstep.sql.parse.Change.TableSetting}).
     */
    record Table(boolean columnsKnown, Map<String, String> settings) implements SchemaObject {
        public Table {
            settings = Map.copyOf(settings);
        }

        /** Whether policies decide which rows a role sees. */
        public boolean rowSecurity() {
            return settings.containsKey("row security");
        }
    }

    record Column(
            String type,
            boolean notNull,
            ColumnSpec.Fill fill,
            @Nullable String expression) implements SchemaObject {}

    /** A constraint; its definition is its text in one line. */
    record Constraint(
            ConstraintSpec.Kind kind,
            List<String> columns,
            @Nullable QName references,
            String definition) implements SchemaObject {
        public Constraint {
            columns = List.copyOf(columns);
        }

        boolean unique() {
            return kind == ConstraintSpec.Kind.UNIQUE || kind == ConstraintSpec.Kind.PRIMARY_KEY;
        }
    }

    record Index(QName table, boolean unique, List<String> columns, String definition) implements SchemaObject {
        public Index {
            columns = List.copyOf(columns);
        }
    }

    record EnumType(List<String> labels) implements SchemaObject {
        public EnumType {
            labels = List.copyOf(labels);
        }
    }

    /** A view; its columns are null where the text did not name them all. */
    record View(@Nullable List<String> columns, String definition) implements SchemaObject {}

    record Function(String result, String body) implements SchemaObject {}

    /** Statistics across a table's columns. */
    record Statistics(QName table, String definition) implements SchemaObject {

        private static final Pattern COLUMNS = Pattern.compile("\\bON (.*) FROM\\b", Pattern.CASE_INSENSITIVE);

        /** Whether a column is among those whose values are looked at together; it does not stay without it. */
        boolean uses(String column) {
            Matcher columns = COLUMNS.matcher(definition);
            return columns.find()
                    && Arrays.stream(columns.group(1).split("[^\\w$]+"))
                            .anyMatch(word -> word.equalsIgnoreCase(column));
        }
    }

    /** Anything else, by its definition in one line. */
    record Other(String definition) implements SchemaObject {}
}
