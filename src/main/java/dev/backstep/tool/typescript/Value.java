package dev.backstep.tool.typescript;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value as a source has it. */
public sealed interface Value {

    /**
     * A string or template literal.
     *
     * @param text what it evaluates to; substitutions that are not known stand in it as they are in the source
     * @param whole whether that is all of it: no substitution is left
     */
    record Text(String text, boolean whole) implements Value {}

    /** A number, as it stands. */
    record Digits(String text) implements Value {}

    /** {@code true} or {@code false}. */
    record Flag(boolean value) implements Value {}

    /** An object literal with the fields that it names; those it takes from elsewhere are not among them. */
    record Literal(Map<String, Value> fields) implements Value {
        public Literal {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** A field that is a string; null where it is none. */
        public @Nullable Text text(String name) {
            return fields.get(name) instanceof Text text ? text : null;
        }
    }

    /** What only running it would tell, as it stands in the source. */
    record Other(String source) implements Value {}
}
