package dev.backstep.sql.rules;

import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Keeps what scripts set tables, triggers and rules to; what was never set has no entry. */
final class TableSettings {

    private static final Pattern STATE = Pattern.compile(" (DISABLED|ENABLED REPLICA|ENABLED ALWAYS)$");

    private final Draft draft;

    TableSettings(Draft draft) {
        this.draft = draft;
    }

    /** Sets what has a value, and puts back what has an empty one. */
    void set(ObjectId table, Map<String, String> values) {
        SchemaObject.Table old = draft.get(table, SchemaObject.Table.class);
        if (old != null && !values.isEmpty()) {
            Map<String, String> settings = new HashMap<>(old.settings());
            settings.putAll(values);
            settings.values().removeIf(String::isEmpty);
            draft.change(table, new SchemaObject.Table(old.columnsKnown(), settings));
        }
    }

    /** Switches triggers and rules of a table; {@code *} are all that it has. */
    void switchParts(QName table, Map<String, String> values) {
        values.forEach((which, state) -> {
            int blank = which.indexOf(' ');
            ObjectKind kind = ObjectKind.valueOf(which.substring(0, blank));
            String name = which.substring(blank + 1);
            for (ObjectId part : draft.named(table)) {
                if (part.kind() == kind
                        && (name.equals("*") || part.part().equals(name))
                        && draft.get(part) instanceof SchemaObject.Other(String definition)) {
                    String plain = STATE.matcher(definition).replaceFirst("");
                    draft.change(part, new SchemaObject.Other(state.isEmpty() ? plain : plain + " " + state));
                }
            }
        });
    }
}
