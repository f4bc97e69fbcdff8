package dev.backstep.git;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reading that goes on beside the caller's, on threads of its own; none is left when this is closed.
 *
 * <p>JGit's readers belong to one thread each: work that is given in here makes its own.
 */
final class Beside implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    <T> Future<T> start(Callable<T> work) {
        return threads.submit(work);
    }

    /** What the work gave or threw; a caller that is interrupted gets a {@link CancellationException}. */
    static <T> T get(Future<T> work) throws IOException {
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException problem -> throw problem;
                case RuntimeException problem -> throw problem;
                case Error problem -> throw problem;
                case null, default -> throw new IOException(e.getCause());
            }
        }
    }

    /** Stops what still runs and waits for its end. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
