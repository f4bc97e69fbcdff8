package dev.backstep.database.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A text that a program sent, as one message of PostgreSQL's protocol; it may be several statements.
 *
 * @param connection which of the program's connections, from 1
 * @param text what was sent, byte for byte where it is UTF-8; the values of parameters are not in it
 * @param parameters how many values were sent with it
 * @param answer PostgreSQL's command tags, such as {@code DELETE 3}, with commas between; empty while there is none
 * @param state the SQLSTATE it was refused with; null where it was not
 * @param took until the last answer; zero while there is none
 */
public record Sent(
        int connection,
        String text,
        int parameters,
        String answer,
        @Nullable String state,
        Duration took) {}
