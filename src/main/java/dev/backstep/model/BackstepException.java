package dev.backstep.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something went wrong that a person can understand and often mend.
 *
 * <p>Carries the key of a sentence in {@code messages.properties} that says what happened, why, and what to do.
 */
public class BackstepException extends Exception {

    private final String key;
    private final transient List<Object> arguments;

    public BackstepException(String key, @Nullable Throwable cause, Object... arguments) {
        super(key + " " + List.of(arguments), cause);
        this.key = key;
        this.arguments = List.of(arguments);
    }

    /** The key of the sentence. */
    public String key() {
        return key;
    }

    /** The sentence's arguments, in order. */
    public List<Object> arguments() {
        return arguments;
    }
}
