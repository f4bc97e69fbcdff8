package dev.backstep.rollback.saved;

import dev.backstep.model.BackstepException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A saved file, read. */
public final class SavedFile implements AutoCloseable {

    private static final int BLOCK = 1 << 16;

    private final Path file;
    private final ZipFile zip;
    private final Manifest manifest;
    private final String manifestSum;

    private SavedFile(Path file, ZipFile zip, Manifest manifest, String manifestSum) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
        this.manifestSum = manifestSum;
    }

    /** @throws BackstepException when it is not there, not whole, or no saved file */
    public static SavedFile open(Path file) throws BackstepException {
        try {
            ZipFile zip = new ZipFile(file.toFile());
            try {
                byte[] json = entry(zip, Archive.MANIFEST, file).readAllBytes();
                Manifest manifest = ManifestJson.manifest(json);
                if (manifest == null) {
                    throw new BackstepException("saved.file.foreign", null, file);
                }
                return new SavedFile(file, zip, manifest, Sum.sha256(json));
            } catch (IOException | BackstepException e) {
                zip.close();
                throw e;
            }
        } catch (ZipException e) {
            throw new BackstepException("saved.file.damaged", e, file);
        } catch (IOException e) {
            throw new BackstepException("saved.file.unreadable", e, file, String.valueOf(e.getMessage()));
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /** The manifest's SHA-256, 64 hexadecimal digits. */
    public String manifestSum() {
        return manifestSum;
    }

    /** The rows of a part, in COPY's text format. */
    public InputStream rows(Manifest.Entry part) throws IOException, BackstepException {
        return entry(zip, part.entry(), file);
    }

    /**
     * Reads everything, counts it and sums it up.
     *
     * @param rows hears how many rows of a part were read, and which part
     * @throws BackstepException when anything is not as the manifest says
     * @throws CancellationException when {@code cancelled} says so
     */
    public void check(PartRows rows, BooleanSupplier cancelled) throws BackstepException {
        try {
            for (int i = 0; i < manifest.parts().size(); i++) {
                Manifest.Entry part = manifest.parts().get(i);
                int index = i;
                rows.read(index, 0);
                Sum.Contents found = sum(part.entry(), read -> rows.read(index, read), cancelled);
                if (!found.equals(new Sum.Contents(part.rows(), part.bytes(), part.sha256()))) {
                    throw new BackstepException("saved.file.damaged", null, file);
                }
            }
            String catalog = sum(Archive.CATALOG, _ -> {}, cancelled).sha256();
            if (!catalog.equals(manifest.catalog())) {
                throw new BackstepException("saved.file.damaged", null, file);
            }
        } catch (IOException e) {
            throw new BackstepException("saved.file.damaged", e, file);
        }
    }

    /** Hears how many rows of which part were read. */
    public interface PartRows {
        void read(int part, long rows);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Sum.Contents sum(String entry, LongConsumer rows, BooleanSupplier cancelled)
            throws IOException, BackstepException {
        byte[] block = new byte[BLOCK];
        try (InputStream in = entry(zip, entry, file);
                Sum sum = new Sum(OutputStream.nullOutputStream(), rows)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
                }
                sum.write(block, 0, read);
            }
            return sum.contents();
        }
    }

    private static InputStream entry(ZipFile zip, String name, Path file) throws IOException, BackstepException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new BackstepException("saved.file.damaged", null, file);
        }
        return zip.getInputStream(entry);
    }
}
