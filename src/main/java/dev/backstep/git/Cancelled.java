package dev.backstep.git;

import java.util.concurrent.CancellationException;

/** Ends work that its thread was told to stop; JGit then fails in ways that say nothing about the repository. */
final class Cancelled {

    private Cancelled() {}

    /** Throws {@link CancellationException} when the current thread was interrupted. */
    static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException();
        }
    }
}
