package dev.backstep.rollback.run;

import dev.backstep.database.Activity;
import dev.backstep.database.Database;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Session;
import dev.backstep.rollback.run.RunProgress.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks on another connection, which only reads, what the session of a run waits for, and tells it.
 *
 * <p>A run that is over sooner is never asked about. That it cannot be asked is no reason for the run to stop.
 */
final class RunWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);
    private static final Duration EVERY = Duration.ofMillis(500);

    private final Database database;
    private final int pid;
    private final RunProgress progress;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable Wait told;

    /** Begins to watch the backend {@code pid}. */
    RunWatch(Database database, int pid, RunProgress progress) {
        this.database = database;
        this.pid = pid;
        this.progress = progress;
        thread = Thread.ofVirtual().name("run-watch").start(this::watch);
    }

    /** Nothing is told any more once this has returned. */
    @Override
    public void close() {
        over.countDown();
        thread.interrupt();
    }

    private void watch() {
        try {
            while (!over.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                Wait wait = wait(database.read(database::allActivities));
                if (over.getCount() > 0 && !sameWait(wait, told)) {
                    told = wait;
                    progress.waiting(wait);
                }
            }
        } catch (BackstepException e) {
            LOG.debug("What the run waits for cannot be asked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Wait wait(List<Activity> activities) {
        return activities.stream()
                .filter(activity -> activity.session().pid() == pid && activity.waitsForLock())
                .findFirst()
                .map(run -> new Wait(
                        run.waitEvent(),
                        run.waitsFor().stream()
                                .distinct()
                                .map(holder -> activity(holder, activities))
                                .toList()))
                .orElse(null);
    }

    /** A prepared transaction has no session; one that has just gone is told by its number. */
    private static Activity activity(int holder, List<Activity> activities) {
        return activities.stream()
                .filter(each -> each.session().pid() == holder)
                .findFirst()
                .orElseGet(() -> new Activity(new Session(holder, "", "", "", ""), null, null, "", List.of()));
    }

    /** The same but for the time that passes. */
    private static boolean sameWait(@Nullable Wait one, @Nullable Wait other) {
        return (one == null || other == null)
                ? Objects.equals(one, other)
                : one.event().equals(other.event())
                        && one.holders().stream()
                                .map(Activity::session)
                                .toList()
                                .equals(other.holders().stream()
                                        .map(Activity::session)
                                        .toList());
    }
}
