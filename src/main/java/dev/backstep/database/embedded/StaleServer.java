package dev.backstep.database.embedded;

import dev.backstep.model.BackstepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Ends a PostgreSQL server: one that an earlier Backstep left running because it was killed, or one that ends slowly. */
final class StaleServer {

    private static final Duration TIDY_STOP = Duration.ofSeconds(3);
    private static final Duration STOP = Duration.ofSeconds(10);
    /** How far the start times of the pid file (whole seconds, by the server's clock) and of the process may differ. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(10);

    private StaleServer() {}

    /**
     * Stops the server that runs on {@code data}, if one does. Only called for a folder of which the lock is held, so
     * nobody uses its data.
     *
     * @throws BackstepException when the server is there and cannot be stopped
     */
    static void stop(Path data) throws IOException, BackstepException {
        Optional<ProcessHandle> postmaster = postmaster(data);
        if (postmaster.isEmpty()) {
            return;
        }
        if (!end(postmaster.get())) {
            throw new BackstepException(
                    "embedded.stale", null, Long.toString(postmaster.get().pid()), data.toString());
        }
    }

    /** Asks a server to stop and ends it where it does not; whether it has ended. */
    static boolean end(ProcessHandle server) {
        List<ProcessHandle> family =
                Stream.concat(Stream.of(server), server.descendants()).toList();
        server.destroy();
        if (ended(family, TIDY_STOP)) {
            return true;
        }
        family.forEach(ProcessHandle::destroyForcibly);
        return ended(family, STOP);
    }

    private static boolean ended(List<ProcessHandle> processes, Duration limit) {
        try {
            CompletableFuture.allOf(
                            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The process named by the data folder's pid file, when it really is a server on this folder. */
    static Optional<ProcessHandle> postmaster(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lines.size() < 3
                || !lines.get(0).matches("\\d{1,10}")
                || !lines.get(2).matches("\\d{1,12}")) {
            return Optional.empty();
        }
        Instant started = Instant.ofEpochSecond(Long.parseLong(lines.get(2)));
        return ProcessHandle.of(Long.parseLong(lines.get(0))).filter(process -> runsOn(process.info(), data, started));
    }

    /** A process id may have gone to another program since. Windows does not tell arguments; the start time must do. */
    private static boolean runsOn(ProcessHandle.Info process, Path data, Instant started) {
        boolean postgres = process.command().orElse("").contains("postgres");
        boolean rightFolder = process.arguments()
                .map(arguments -> Arrays.asList(arguments).contains(data.toString()))
                .orElseGet(() -> process.startInstant()
                        .map(start -> Duration.between(start, started).abs().compareTo(START_TOLERANCE) < 0)
                        .orElse(false));
        return postgres && rightFolder;
    }
}
