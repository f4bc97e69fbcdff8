package dev.backstep.sql.rules;

import dev.backstep.model.Marker;
import dev.backstep.sql.Statement;
import java.util.List;

/**
 * Why a script is marked as it is.
 *
 * @param rule the rule that says so
 * @param statement the statement it comes from
 * @param subject what it is about
 * @param arguments the sentence's arguments: first the table or thing, then its part, then details
 */
public record Reason(Rule rule, Statement statement, ObjectId subject, List<String> arguments) {

    public Reason {
        arguments = List.copyOf(arguments);
    }

    public Marker marker() {
        return rule.marker();
    }

    /** The key of the sentence, for {@link #arguments()}. */
    public String sentenceKey() {
        return rule == Rule.UNREAD ? "sql.unread." + arguments.getFirst() : rule.sentenceKey();
    }
}
