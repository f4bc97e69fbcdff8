package dev.backstep.text;

import dev.backstep.model.BackstepException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;

/** Looks up Backstep's sentences in {@code messages.properties}; patterns are {@link MessageFormat}'s. */
public final class Text {

    private static final ResourceBundle MESSAGES = read();

    private Text() {}

    /** Reads the sentences now, which the first {@link #of} would do otherwise. */
    public static void load() {
        Objects.requireNonNull(MESSAGES);
    }

    /** Read here: {@link ResourceBundle#getBundle(String)} looks for a class in every jar first. */
    private static ResourceBundle read() {
        try (InputStream file = Text.class.getResourceAsStream("messages.properties")) {
            return new PropertyResourceBundle(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
