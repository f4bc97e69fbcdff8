package dev.backstep.ui.common;

import dev.backstep.model.BackstepException;
import dev.backstep.text.Text;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Something went wrong, as a person is told.
 *
 * @param title what did not work
 * @param sentence what happened, why, and what to do
 * @param details folded away at first; may be empty
 */
public record Problem(String title, String sentence, String details) {

    /** A person can understand a {@link BackstepException}; anything else is our own mistake and is called that. */
    public static Problem of(String title, Exception cause) {
        return cause instanceof BackstepException known
                ? new Problem(title, Text.of(known), cause(known))
                : new Problem(title, Text.of("problem.ours"), trace(cause));
    }

    /** The whole as text, to hand on. */
    public String text() {
        return String.join("\n", title, sentence, details).strip();
    }

    private static String cause(BackstepException known) {
        Throwable cause = known.getCause();
        return cause == null || cause.getMessage() == null ? "" : cause.getMessage();
    }

    private static String trace(Exception cause) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
