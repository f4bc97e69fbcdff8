package dev.backstep.journal;

import dev.backstep.model.ContentId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of texts as it was when it was opened.
 *
 * @param file a ZIP file whose entries' names are content ids
 * @param size the file's, in bytes
 * @param changed when the file was written
 * @param texts what it holds, and the bytes each takes in it; nothing when the file is damaged
 */
record TextPack(Path file, long size, FileTime changed, Map<ContentId, Long> texts) {

    static final String SUFFIX = ".zip";

    /** Of compressed text in one pack, about: some two thousand scripts, whose names are read with each text. */
    private static final int PACK_BYTES = 1 << 20;

    static TextPack open(Path file) throws IOException {
        Map<ContentId, Long> texts = new HashMap<>();
        long size = PrivateFolder.size(file);
        FileTime changed = time(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                texts.put(new ContentId(entry.getName()), entry.getCompressedSize());
            }
        } catch (ZipException | NoSuchFileException damagedOrGone) {
            texts.clear();
        }
        return new TextPack(file, size, changed, texts);
    }

    boolean isUnchanged() throws IOException {
        return PrivateFolder.size(file) == size && time(file).equals(changed);
    }

    boolean isSmall() {
        return size < PACK_BYTES / 2;
    }

    /** The same without a text that turned out to be damaged, so that it is kept again. */
    TextPack without(ContentId damaged) {
        Map<ContentId, Long> left = new HashMap<>(texts);
        left.remove(damaged);
        return new TextPack(file, size, changed, left);
    }

    /** The text; null when it is not here, or not whole. */
    byte @Nullable [] read(ContentId id) throws IOException {
        if (!texts.containsKey(id)) {
            return null;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return read(zip, id);
        } catch (ZipException | NoSuchFileException damagedOrGone) {
            return null;
        }
    }

    /** Adds those of these texts that are here and whole. */
    void copy(Set<ContentId> wanted, Writer writer) throws IOException {
        if (Collections.disjoint(texts.keySet(), wanted)) {
            return;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ContentId id : texts.keySet()) {
                byte[] content = wanted.contains(id) ? read(zip, id) : null;
                if (content != null) {
                    writer.add(id, content);
                }
            }
        }
    }

    private static byte @Nullable [] read(ZipFile zip, ContentId id) throws IOException {
        ZipEntry entry = zip.getEntry(id.hex());
        if (entry == null) {
            return null;
        }
        try {
            byte[] content = zip.getInputStream(entry).readAllBytes();
            return ContentId.of(content).equals(id) ? content : null;
        } catch (ZipException damaged) {
            return null;
        }
    }

    private static FileTime time(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file);
        } catch (NoSuchFileException e) {
            return FileTime.fromMillis(0);
        }
    }

    /** Writes packs: each when it is full, the last one on {@link #close}. Nothing is written for no text. */
    static final class Writer implements AutoCloseable {

        private final PrivateFolder folder;
        private final Path path;
        private final InstantSource clock;
        private final Set<ContentId> added = new HashSet<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private @Nullable ZipOutputStream zip;

        Writer(PrivateFolder folder, Path path, InstantSource clock) {
            this.folder = folder;
            this.path = path;
            this.clock = clock;
        }

        void add(ContentId id, byte[] content) throws IOException {
            if (!added.add(id)) {
                return;
            }
            ZipOutputStream open = zip == null ? new ZipOutputStream(bytes) : zip;
            zip = open;
            ZipEntry entry = new ZipEntry(id.hex());
            entry.setTime(clock.millis());
            open.putNextEntry(entry);
            open.write(content);
            open.closeEntry();
            if (bytes.size() > PACK_BYTES) {
                close();
            }
        }

        @Override
        public void close() throws IOException {
            if (zip == null) {
                return;
            }
            zip.close();
            folder.write(path.resolve(UUID.randomUUID() + SUFFIX), bytes.toByteArray());
            zip = null;
            bytes.reset();
        }
    }
}
