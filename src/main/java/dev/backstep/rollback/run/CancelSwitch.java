package dev.backstep.rollback.run;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the wish to cancel from the person's thread to the run's.
 *
 * <p>A server that is between two statements passes over the signal to cancel, so it is sent again until the run has
 * noticed. Never while a commit is under way: its outcome would be anybody's guess.
 */
final class CancelSwitch {

    private static final Logger LOG = LoggerFactory.getLogger(CancelSwitch.class);
    private static final long AGAIN_MILLIS = 200;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch noticed = new CountDownLatch(1);
    private @Nullable RunSession session;
    private boolean committing;

    /** Asks the run to stop; returns at once. Without effect on a commit under way and on a run that has ended. */
    void cancel() {
        if (!isRequested()) {
            requested.countDown();
            Thread.ofVirtual().name("cancel").start(this::signal);
        }
    }

    /** From now on signals go to this session. */
    synchronized void attach(RunSession opened) {
        session = opened;
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Stops the run here when that is wanted. */
    void check() throws Halt {
        if (isRequested()) {
            throw Halt.cancelled();
        }
    }

    /** Waits, shorter when the run is cancelled meanwhile. */
    void pause(Duration time) throws Halt {
        try {
            if (requested.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Halt.cancelled();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Halt.cancelled();
        }
    }

    /** From here to {@link #committed} no signal is sent; stops the run here when the switch was pressed before. */
    synchronized void committing() throws Halt {
        check();
        committing = true;
    }

    /** The commit is done and more may come. */
    synchronized void committed() {
        committing = false;
    }

    /** The run ends: no signal is sent after this returns. */
    synchronized void end() {
        session = null;
        noticed.countDown();
    }

    private void signal() {
        try {
            do {
                synchronized (this) {
                    if (session != null && !committing) {
                        session.cancelStatement();
                    }
                }
            } while (!noticed.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS));
        } catch (SQLException e) {
            LOG.warn("The signal to cancel could not be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
