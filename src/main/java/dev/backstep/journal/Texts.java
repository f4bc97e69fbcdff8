package dev.backstep.journal;

import dev.backstep.model.ContentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Scripts' texts, each once, in a file that is named by its content; a damaged one counts as none. */
final class Texts {

    private final PrivateFolder folder;
    private final Path path;

    Texts(PrivateFolder folder) {
        this.folder = folder;
        this.path = folder.path().resolve("texts");
    }

    boolean has(ContentId id) {
        return Files.isRegularFile(file(id));
    }

    /** The text; null where there is none, or none that is whole. */
    byte @Nullable [] read(ContentId id) throws IOException {
        try {
            byte[] content = Files.readAllBytes(file(id));
            return ContentId.of(content).equals(id) ? content : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    void keep(ContentId id, byte[] content) throws IOException {
        if (!has(id)) {
            folder.write(file(id), content);
        }
    }

    /** Removes every text that is not among these. */
    void retain(Set<ContentId> needed) throws IOException {
        for (Path file : PrivateFolder.below(path)) {
            if (Files.isRegularFile(file) && !needed.contains(new ContentId(idOf(file)))) {
                Files.deleteIfExists(file);
            }
        }
    }

    void clear() throws IOException {
        PrivateFolder.remove(path);
    }

    /** How many, and of what size in bytes. */
    Size size() throws IOException {
        int count = 0;
        long bytes = 0;
        for (Path file : PrivateFolder.below(path)) {
            if (Files.isRegularFile(file)) {
                count++;
                bytes += PrivateFolder.size(file);
            }
        }
        return new Size(count, bytes);
    }

    record Size(int count, long bytes) {}

    private Path file(ContentId id) {
        return path.resolve(id.hex().substring(0, 2)).resolve(id.hex().substring(2));
    }

    private static String idOf(Path file) {
        return String.valueOf(file.getName(file.getNameCount() - 2)) + file.getFileName();
    }
}
