package dev.backstep.rollback.saved;

import dev.backstep.text.Text;
import java.util.List;

/**
 * Something that a plan may take away and that cannot be saved.
 *
 * @param key of its sentence
 * @param arguments the sentence's
 * @param stops whether saving would fail because of it, so that the plan runs only when nothing is to be saved
 */
public record Unsaved(String key, List<String> arguments, boolean stops) {

    public Unsaved {
        arguments = List.copyOf(arguments);
    }

    static Unsaved of(String key, String... arguments) {
        return new Unsaved(key, List.of(arguments), false);
    }

    static Unsaved stopping(String key, String... arguments) {
        return new Unsaved(key, List.of(arguments), true);
    }

    /** What it is and why, for a person. */
    public String sentence() {
        return Text.of(key, arguments.toArray());
    }
}
