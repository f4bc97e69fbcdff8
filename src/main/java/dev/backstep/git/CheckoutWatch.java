package dev.backstep.git;

import dev.backstep.model.BackstepException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Watches a checkout's migration folders, its HEAD and its refs, and calls back when something changed.
 *
 * <p>Changes that come in one go, as in a checkout or a rebase, make one call, {@value #QUIET_MILLIS} ms after the last of
 * them, or {@value #LONGEST_MILLIS} ms after the first when they do not stop. The call is made on a thread of the watch.
 */
public final class CheckoutWatch implements AutoCloseable {

    private static final long QUIET_MILLIS = 300;
    private static final long LONGEST_MILLIS = 3000;
    private static final WatchEvent.Kind<?>[] CHANGES = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE
    };

    private final WatchService service;
    private final Runnable changed;
    private final Path root;
    private final List<Path> folders;
    private final Set<Path> gitDirs;
    private final List<Path> refs;

    private CheckoutWatch(WatchService service, Checkout checkout, List<String> folders, Runnable changed) {
        this.service = service;
        this.changed = changed;
        this.root = checkout.root();
        this.folders = folders.stream().map(root::resolve).toList();
        Path commonDir = checkout.repository().getCommonDirectory().toPath();
        // Two where the checkout is a linked worktree: HEAD is its own, the refs are shared.
        this.gitDirs = new HashSet<>(
                List.of(commonDir, checkout.repository().getDirectory().toPath()));
        this.refs = Stream.of("refs", "reftable")
                .map(commonDir::resolve)
                .filter(Files::isDirectory)
                .toList();
    }

    /**
     * Starts to watch.
     *
     * @param folders migration folders, from the root with slashes; one that is missing is noticed when it appears
     * @param changed called after a change; must not throw
     * @throws BackstepException when the system cannot watch, for instance because too much is watched already
     */
    public static CheckoutWatch start(Checkout checkout, List<String> folders, Runnable changed)
            throws BackstepException {
        Path root = checkout.root();
        try {
            CheckoutWatch watch = new CheckoutWatch(root.getFileSystem().newWatchService(), checkout, folders, changed);
            try {
                watch.register();
            } catch (IOException | UncheckedIOException e) {
                watch.close();
                throw e;
            }
            Thread.ofVirtual().name("checkout watch").start(watch::run);
            return watch;
        } catch (IOException | UncheckedIOException e) {
            throw new BackstepException("git.cannot_watch", e, root, Reason.of(e));
        }
    }

    /** Stops watching; a call that is under way ends, no other follows. */
    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void register() throws IOException {
        for (Path folder : folders) {
            watchFolder(folder);
        }
        for (Path gitDir : gitDirs) {
            gitDir.register(service, CHANGES);
        }
        for (Path folder : refs) {
            watchAll(folder);
        }
    }

    /** Watches the folder and those above it, for a checkout may take the folder away and bring it back. */
    private void watchFolder(Path folder) throws IOException {
        Path relative = root.relativize(folder);
        root.register(service, CHANGES);
        for (int i = 1; i <= relative.getNameCount(); i++) {
            Path part = root.resolve(relative.subpath(0, i));
            if (!Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            part.register(service, CHANGES);
        }
    }

    /** Watches a folder before it looks for those in it: one that comes meanwhile is found or noticed. */
    private void watchAll(Path folder) throws IOException {
        folder.register(service, CHANGES);
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : (Iterable<Path>) children.filter(Files::isDirectory)::iterator) {
                watchAll(child);
            }
        }
    }

    private void run() {
        try {
            while (true) {
                if (matters(service.take())) {
                    waitUntilQuiet();
                    changed.run();
                }
            }
        } catch (ClosedWatchServiceException e) {
            // closed: the watch is over
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void waitUntilQuiet() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMillis(LONGEST_MILLIS).toNanos();
        WatchKey more = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
        while (more != null && System.nanoTime() < end) {
            matters(more);
            more = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
        }
        if (more != null) {
            matters(more);
        }
    }

    private boolean matters(WatchKey key) {
        boolean matters = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            // Without a name events were lost, and anything may have changed.
            if (!(event.context() instanceof Path name)) {
                matters = true;
            } else if (matters((Path) key.watchable(), name)) {
                matters = true;
                follow(((Path) key.watchable()).resolve(name));
            }
        }
        key.reset();
        return matters;
    }

    private boolean matters(Path parent, Path entry) {
        String name = entry.toString();
        Path child = parent.resolve(entry);
        if (refs.stream().anyMatch(child::startsWith)) {
            return !name.endsWith(".lock");
        }
        if (gitDirs.contains(parent)) {
            return name.equals("HEAD") || name.equals("packed-refs");
        }
        return folders.contains(parent)
                ? !name.equals(".git")
                : folders.stream().anyMatch(folder -> folder.startsWith(child));
    }

    /** A branch {@code feature/x} may have made the folder {@code feature}; a missing folder may have come. */
    private void follow(Path child) {
        if (!Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            if (refs.stream().anyMatch(child::startsWith)) {
                watchAll(child);
            }
            for (Path folder : folders) {
                if (folder.startsWith(child)) {
                    watchFolder(folder);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // It is gone again, which is a change that was just seen.
        }
    }
}
