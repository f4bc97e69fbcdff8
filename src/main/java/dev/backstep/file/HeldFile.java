package dev.backstep.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that is held against everybody else, in this process and in others. The system lets it go with the process, also when
 * that is killed, so a file that can be taken belongs to nobody, whatever is in it.
 *
 * <p>POSIX lets go of all locks that a process has on a file as soon as that process closes the file anywhere (fcntl(2)). So a
 * file that is held is not opened a second time: what the system keeps for each process is known for the whole process here.
 */
public final class HeldFile implements AutoCloseable {

    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private HeldFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens a file and holds it, without waiting; empty when somebody holds it already.
     *
     * @param options how to open it; writing must be among them
     * @param attributes for a file that is made by this
     * @throws IOException when it cannot be opened
     */
    public static Optional<HeldFile> take(Path file, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path real = folder == null ? file : folder.toRealPath().resolve(file.getFileName());
        if (!HELD.add(real)) {
            return Optional.empty();
        }
        HeldFile held = null;
        try {
            held = locked(real, FileChannel.open(file, options, attributes));
            return Optional.ofNullable(held);
        } finally {
            if (held == null) {
                HELD.remove(real);
            }
        }
    }

    private static @Nullable HeldFile locked(Path real, FileChannel channel) throws IOException {
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
            return locked ? new HeldFile(real, channel) : null;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    /** The open file. */
    public FileChannel channel() {
        return channel;
    }

    /** Lets it go. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(file);
        }
    }
}
