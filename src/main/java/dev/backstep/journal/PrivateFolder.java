package dev.backstep.journal;

import dev.backstep.file.HeldFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A folder that only its owner may look into (on Windows as far as the folder above it says so), and its files. */
final class PrivateFolder {

    private static final long PATIENCE_SECONDS = 5;
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private static final Set<OpenOption> WRITING =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

    private final Path path;

    PrivateFolder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Something done while no other Backstep writes here. */
    interface Work {
        void run() throws IOException;
    }

    /** Waits until no other Backstep writes here, then works; gives up after {@value #PATIENCE_SECONDS} s. */
    void locked(Work work) throws IOException {
        makeFolder(path);
        try (HeldFile _ = held(path.resolve("lock"))) {
            work.run();
        }
    }

    /** Adds a line; what a crash left of the line before is ended first, so that it spoils nothing but itself. */
    void append(Path file, byte[] line) throws IOException {
        makeFolder(parent(file));
        try (FileChannel channel = open(file)) {
            long size = channel.size();
            ByteBuffer last = ByteBuffer.allocate(1);
            boolean torn = size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
            ByteBuffer bytes = ByteBuffer.allocate(line.length + 2);
            if (torn) {
                bytes.put((byte) '\n');
            }
            bytes.put(line).put((byte) '\n').flip();
            while (bytes.hasRemaining()) {
                size += channel.write(bytes, size);
            }
            channel.force(true);
        }
    }

    /** Writes a file as a whole, so that it is there whole or not at all; only while {@link #locked}. */
    void write(Path file, byte[] content) throws IOException {
        makeFolder(parent(file));
        Path fresh = file.resolveSibling(file.getFileName() + ".fresh");
        try (FileChannel channel = open(fresh)) {
            channel.truncate(0);
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // Else a computer that stops may leave the name without the content.
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes everything in a folder and the folder itself; nothing happens where there is none. */
    static void remove(Path folder) throws IOException {
        for (Path each : below(folder).reversed()) {
            Files.deleteIfExists(each);
        }
    }

    /** Every file and folder below, the folder itself first. */
    static List<Path> below(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted(Comparator.naturalOrder()).toList();
        }
    }

    /** A file's size in bytes; 0 when it is gone by now. */
    static long size(Path file) throws IOException {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private HeldFile held(Path file) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
        while (System.nanoTime() < end) {
            Optional<HeldFile> held = HeldFile.take(file, WRITING, ownerOnly("rw-------"));
            if (held.isPresent()) {
                return held.get();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new IOException("another Backstep is writing for more than " + PATIENCE_SECONDS + " s");
    }

    private FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, WRITING, ownerOnly("rw-------"));
    }

    private void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        List<Path> missing = new ArrayList<>();
        for (Path at = folder.toAbsolutePath(); at != null && !Files.isDirectory(at); at = at.getParent()) {
            missing.add(at);
        }
        for (Path each : missing.reversed()) {
            try {
                Files.createDirectory(each, ownerOnly("rwx------"));
            } catch (FileAlreadyExistsException e) {
                // Another Backstep was as quick.
            }
        }
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file.toString());
        }
        return parent;
    }
}
