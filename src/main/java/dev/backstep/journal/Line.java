package dev.backstep.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a run's file.
 *
 * @param event what happened
 * @param at when, ISO 8601 in UTC
 * @param start the run's start; only with {@link Event#RUN_STARTED}
 * @param step the step's index from 0, where there is one
 * @param statement the statement's index from 0, where there is one
 * @param outcome how it ended; only with {@link Event#RUN_ENDED}
 */
record Line(
        Event event,
        String at,
        @Nullable RunStart start,
        @Nullable Integer step,
        @Nullable Integer statement,
        @Nullable String outcome) {

    enum Event {
        RUN_STARTED,
        STEP_STARTED,
        STATEMENT_STARTED,
        STATEMENT_FINISHED,
        STEP_FINISHED,
        COMMITTING,
        RUN_ENDED
    }

    static Line started(RunStart start) {
        return new Line(Event.RUN_STARTED, now(), start, null, null, null);
    }

    static Line of(Event event, @Nullable Integer step, @Nullable Integer statement) {
        return new Line(event, now(), null, step, statement, null);
    }

    static Line ended(String outcome) {
        return new Line(Event.RUN_ENDED, now(), null, null, null, outcome);
    }

    private static String now() {
        return Instant.now().toString();
    }
}
