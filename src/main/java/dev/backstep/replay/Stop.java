package dev.backstep.replay;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the wish to cancel to the replay. A server between two statements passes over the signal, so it is sent again
 * until the replay has ended.
 */
final class Stop {

    private static final Logger LOG = LoggerFactory.getLogger(Stop.class);
    private static final long AGAIN_MILLIS = 200;

    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable ReplaySession session;
    private boolean requested;

    /** Asks the replay to stop; returns at once. */
    synchronized void request() {
        if (!requested) {
            requested = true;
            Thread.ofVirtual().name("cancel-replay").start(this::signal);
        }
    }

    synchronized boolean requested() {
        return requested;
    }

    /** From now on signals go to this session; to none where it is null. */
    synchronized void attach(@Nullable ReplaySession opened) {
        session = opened;
    }

    /** No signal is sent after this returns. */
    synchronized void end() {
        session = null;
        ended.countDown();
    }

    private void signal() {
        try {
            do {
                synchronized (this) {
                    if (session != null) {
                        session.cancelStatement();
                    }
                }
            } while (!ended.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS));
        } catch (SQLException e) {
            LOG.warn("The signal to cancel could not be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
