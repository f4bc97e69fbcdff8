package dev.backstep.rollback.run;

import dev.backstep.model.Session;
import dev.backstep.model.Version;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a run ended, and what is true of the database now. */
public sealed interface RunOutcome {

    /** Whether the database is as it was before, and known to be. */
    default boolean nothingCommitted() {
        return switch (this) {
            case RolledBack _, Unknown _ -> false;
            case Changed _, LockHeld _ -> true;
            case Stopped stopped -> stopped.nothingDone();
        };
    }

    /**
     * Every step ran and is committed.
     *
     * @param at the version the history table holds now, read again after the commit; null for nothing applied
     * @param time from the first statement to the commit
     */
    record RolledBack(@Nullable Version at, Duration time) implements RunOutcome {}

    /** Stopped before the first statement: the database or its history is not what the plan was made for. */
    record Changed(List<String> changes) implements RunOutcome {
        public Changed {
            changes = List.copyOf(changes);
        }
    }

    /** Stopped before the first statement: somebody else holds the tool's lock or the history table. */
    record LockHeld(List<Session> holders) implements RunOutcome {
        public LockHeld {
            holders = List.copyOf(holders);
        }
    }

    /**
     * A statement failed or the person cancelled.
     *
     * @param step the step's index, from 0; -1 before the first step
     * @param reason a sentence: PostgreSQL's message, or that it was cancelled
     * @param cancelled whether the person cancelled
     * @param done how many steps are committed: 0 in a one-transaction plan, the database is then as it was
     * @param at the version the history table holds now
     * @param position for a step outside a transaction, how many of its statements were done; 0 otherwise
     * @param trace what the statement after those may have left behind
     */
    record Stopped(
            int step,
            String reason,
            boolean cancelled,
            int done,
            @Nullable Version at,
            int position,
            Trace trace) implements RunOutcome {

        /** Where no statement was under way that cannot be taken back. */
        public Stopped(int step, String reason, boolean cancelled, int done, @Nullable Version at, int position) {
            this(step, reason, cancelled, done, at, position, Trace.NONE);
        }

        /** Whether the database is certainly as it was before the run. */
        public boolean nothingDone() {
            return done == 0 && position == 0 && trace == Trace.NONE;
        }
    }

    /** What a statement that was under way when a run stopped may have left behind. */
    enum Trace {
        /** Nothing: none was under way, or it was in a transaction that is rolled back. */
        NONE,
        /** The server refused it, outside a transaction: part of it may be there, such as an invalid index. */
        PART,
        /** Sent outside a transaction, and its answer never came: nothing, part or all of it may be there. */
        NOT_KNOWN
    }

    /**
     * The connection was lost and the database could not be asked what is true now.
     *
     * @param reason what happened
     * @param committing whether it happened during the commit, so that it may have gone through
     */
    record Unknown(String reason, boolean committing) implements RunOutcome {}
}
