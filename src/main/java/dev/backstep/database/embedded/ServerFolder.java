package dev.backstep.database.embedded;

import dev.backstep.file.HeldFile;
import dev.backstep.model.BackstepException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A running server's own folder, held while it is in use, so that one which can be taken belongs to nobody, whatever was left in it. */
public record ServerFolder(Path path, HeldFile lock) implements AutoCloseable {

    private static final int MOST = 9;
    private static final String DATA = "data";

    /**
     * Takes the first folder under {@code parent} that nobody holds: {@code 1}, {@code 2} …, stops a server that was left
     * running in it, and removes its data.
     */
    public static ServerFolder take(Path parent) throws IOException, BackstepException {
        for (int number = 1; number <= MOST; number++) {
            Path path = parent.resolve(Integer.toString(number));
            Files.createDirectories(path);
            ServerFolder taken = tryLock(path);
            if (taken != null) {
                return taken.cleared();
            }
        }
        throw new BackstepException("embedded.tooMany", null, MOST, parent.toString());
    }

    /**
     * Stops and removes the servers under {@code parent} that a Backstep left there when it was killed; those in use stay.
     *
     * @throws BackstepException when one is there that cannot be stopped
     */
    public static void clearLeftovers(Path parent) throws IOException, BackstepException {
        for (int number = 1; number <= MOST; number++) {
            Path path = parent.resolve(Integer.toString(number));
            ServerFolder taken = Files.exists(path.resolve(DATA)) ? tryLock(path) : null;
            if (taken != null) {
                taken.cleared().close();
            }
        }
    }

    private ServerFolder cleared() throws IOException, BackstepException {
        try {
            StaleServer.stop(data());
            clear();
            return this;
        } catch (IOException | BackstepException e) {
            closeAfter(e);
            throw e;
        }
    }

    /** Lets the folder go because of a problem, which stays the one to tell of. */
    public void closeAfter(Exception problem) {
        try {
            close();
        } catch (IOException e) {
            problem.addSuppressed(e);
        }
    }

    private static @Nullable ServerFolder tryLock(Path path) throws IOException {
        return HeldFile.take(path.resolve("lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))
                .map(lock -> new ServerFolder(path, lock))
                .orElse(null);
    }

    /** Where the server keeps its data. */
    public Path data() {
        return path.resolve(DATA);
    }

    /** Removes the server's data; it does not run any more. */
    public void clear() throws IOException {
        delete(data());
    }

    /** Removes a folder with all that is in it, if it is there; what others remove meanwhile is removed, too. */
    public static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                // Git's packs are read-only, which on Windows forbids to delete them.
                if (!Files.isWritable(file) && !Files.isSymbolicLink(file)) {
                    file.toFile().setWritable(true);
                }
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                return vanished(problem);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem)
                    throws IOException {
                if (problem != null) {
                    return vanished(problem);
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static FileVisitResult vanished(IOException problem) throws IOException {
        if (problem instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw problem;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
