package dev.backstep.demo;

import dev.backstep.model.BackstepException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A running demo's own folder. It is locked while the demo runs; the system lets the lock go with the process, also
 * when that is killed, so a folder that can be locked belongs to nobody, whatever was left in it.
 */
record DemoFolder(Path path, FileChannel channel) implements AutoCloseable {

    private static final int MOST = 9;

    /** Takes the first folder under {@code parent} that no running demo holds: {@code 1}, {@code 2} … */
    static DemoFolder take(Path parent) throws IOException, BackstepException {
        for (int number = 1; number <= MOST; number++) {
            Path path = parent.resolve(Integer.toString(number));
            Files.createDirectories(path);
            DemoFolder taken = tryLock(path);
            if (taken != null) {
                return taken;
            }
        }
        throw new BackstepException("demo.tooMany", null, MOST, parent.toString());
    }

    private static @Nullable DemoFolder tryLock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DemoFolder(path, channel);
            }
        } catch (OverlappingFileLockException e) {
            // Another demo of this very process holds it.
        }
        channel.close();
        return null;
    }

    Path data() {
        return path.resolve("data");
    }

    Path repository() {
        return path.resolve("orchard");
    }

    /** Removes what an earlier demo left. */
    void clear() throws IOException {
        delete(data());
        delete(repository());
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                // Git's packs are read-only, which on Windows forbids to delete them.
                if (!Files.isWritable(file) && !Files.isSymbolicLink(file)) {
                    file.toFile().setWritable(true);
                }
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem)
                    throws IOException {
                if (problem != null) {
                    throw problem;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
