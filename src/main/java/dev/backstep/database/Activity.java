package dev.backstep.database;

import dev.backstep.model.Session;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session does, as far as the role that asks may see it.
 *
 * @param session who it is
 * @param since how long it has been in its state; null when that is hidden
 * @param transaction how long its transaction is open; null when there is none, or it is hidden
 * @param waitEvent what it waits for in PostgreSQL's words, such as {@code Lock: relation}; empty when it does not wait
 * @param waitsFor the process ids of the sessions whose locks it waits for; 0 is a prepared transaction
 */
public record Activity(
        Session session,
        @Nullable Duration since,
        @Nullable Duration transaction,
        String waitEvent,
        List<Integer> waitsFor) {

    public Activity {
        waitsFor = List.copyOf(waitsFor);
    }

    /** Whether it waits for somebody else, and not for a disk or its client. */
    public boolean waitsForLock() {
        return !waitsFor.isEmpty();
    }
}
