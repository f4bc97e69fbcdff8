package dev.backstep.ui.common;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import javafx.application.Platform;

/** Runs work away from the window and brings its outcome back to it. */
public final class TaskExecutor {

    private final Executor work;
    private final Executor window;
    private final boolean pauses;

    private TaskExecutor(Executor work, Executor window, boolean pauses) {
        this.work = work;
        this.window = window;
        this.pauses = pauses;
    }

    /** Work runs on virtual threads, callbacks on the JavaFX thread. */
    public static TaskExecutor onVirtualThreads() {
        return new TaskExecutor(task -> Thread.ofVirtual().name("work").start(task), Platform::runLater, true);
    }

    /** Everything runs at once on the calling thread, without pauses; for tests. */
    public static TaskExecutor onCallingThread() {
        return new TaskExecutor(Runnable::run, Runnable::run, false);
    }

    /**
     * Starts {@code job}; exactly one callback follows, or none when it was cancelled.
     *
     * @param done hears the result
     * @param failed hears what went wrong
     */
    public <T> Running run(Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
        FutureTask<Runnable> task = new FutureTask<>(() -> outcome(job, done, failed));
        Running running = new Running(task);
        work.execute(() -> {
            task.run();
            if (task.state() == FutureTask.State.SUCCESS) {
                Runnable callback = task.resultNow();
                window.execute(() -> {
                    if (!running.cancelled) {
                        callback.run();
                    }
                });
            }
        });
        return running;
    }

    /** Runs {@code change} on the window's thread after a pause, unless it was cancelled. */
    public Running later(Duration pause, Runnable change) {
        return run(
                () -> {
                    if (pauses) {
                        Thread.sleep(pause);
                    }
                    return true;
                },
                _ -> change.run(),
                _ -> {});
    }

    /** Runs {@code change} on the window's thread; for progress that comes from work. */
    public void show(Runnable change) {
        window.execute(change);
    }

    // Whatever a job throws is its outcome: a window that waits for an answer must get one.
    private static <T> Runnable outcome(Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
        try {
            T result = job.call();
            return () -> done.accept(result);
        } catch (Exception e) {
            return () -> failed.accept(e);
        }
    }

    /** Work under way. */
    public static final class Running {
        private final FutureTask<Runnable> task;
        private volatile boolean cancelled;

        private Running(FutureTask<Runnable> task) {
            this.task = task;
        }

        /** Interrupts the work; no callback follows. */
        public void cancel() {
            cancelled = true;
            task.cancel(true);
        }
    }
}
