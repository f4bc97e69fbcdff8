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
 * @param committed how many of the step's statements are committed; only with {@link Event#STATEMENT_FINISHED}
 * @param outcome how it ended; only with {@link Event#RUN_ENDED} and {@link Event#RUN_ENDED_INSIDE}
 */
record Line(
        Event event,
        String at,
        @Nullable RunStart start,
        @Nullable Integer step,
        @Nullable Integer statement,
        @Nullable Integer committed,
        @Nullable String outcome) {

    enum Event {
        RUN_STARTED,
        STEP_STARTED,
        STATEMENT_STARTED,
        STATEMENT_FINISHED,
        STEP_FINISHED,
        COMMITTING,
        RUN_ENDED,
        RUN_ENDED_INSIDE
    }

    static Line started(RunStart start) {
        return new Line(Event.RUN_STARTED, now(), start, null, null, null, null);
    }

    static Line of(Event event, @Nullable Integer step, @Nullable Integer statement) {
        return new Line(event, now(), null, step, statement, null, null);
    }

    static Line finished(int step, int statement, int committed) {
        return new Line(Event.STATEMENT_FINISHED, now(), null, step, statement, committed, null);
    }

    static Line ended(String outcome) {
        return new Line(Event.RUN_ENDED, now(), null, null, null, null, outcome);
    }

    static Line endedInside(String outcome) {
        return new Line(Event.RUN_ENDED_INSIDE, now(), null, null, null, null, outcome);
    }

    private static String now() {
        return Instant.now().toString();
    }
}
