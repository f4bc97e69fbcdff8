package dev.backstep.text;

import dev.backstep.model.BackstepException;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;

/** Looks up Backstep's sentences in {@code messages.properties}; patterns are {@link MessageFormat}'s. */
public final class Text {

    private static final ResourceBundle MESSAGES = ResourceBundle.getBundle("dev.backstep.text.messages", Locale.ROOT);

    private Text() {}

    /** Reads the sentences now, which the first {@link #of} would do otherwise. */
    public static void load() {
        Objects.requireNonNull(MESSAGES);
    }

    /** The sentence under {@code key} with its arguments filled in. */
    public static String of(String key, Object... arguments) {
        return new MessageFormat(MESSAGES.getString(key), Locale.ENGLISH).format(arguments);
    }

    /** The sentence of a problem a person can understand. */
    public static String of(BackstepException problem) {
        return of(problem.key(), problem.arguments().toArray());
    }
}
