package dev.backstep.rollback.saved;

import dev.backstep.model.BackstepException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.function.LongConsumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A file being written: a zip with an entry for each table, the catalog and, last, the manifest.
 *
 * <p>It has another name until it is whole and was read back, so that what a crash leaves is known for what it is.
 */
final class Archive implements AutoCloseable {

    static final String MANIFEST = "manifest.json";
    static final String CATALOG = "catalog.json";

    /** What an unfinished file's name ends with. */
    static final String PARTIAL = ".partial";

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Path partial;
    private final FileChannel channel;
    private final ZipOutputStream zip;
    private boolean kept;

    private Archive(Path file, Path partial, FileChannel channel) {
        this.file = file;
        this.partial = partial;
        this.channel = channel;
        this.zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
        zip.setLevel(Deflater.BEST_SPEED);
    }

    /** Begins a file that is not there yet, in a folder that is made when it is missing. */
    static Archive create(Path file) throws IOException {
        PrivateFile.createFolderOf(file);
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path partial = file.resolveSibling(file.getFileName() + PARTIAL);
        return new Archive(file, partial, PrivateFile.create(partial));
    }

    /** Writes what an entry holds. */
    interface Content {
        void writeTo(OutputStream out) throws IOException, SQLException, BackstepException;
    }

    /** Writes an entry and sums it up. */
    Sum.Contents add(String name, Content content, LongConsumer rows)
            throws IOException, SQLException, BackstepException {
        zip.putNextEntry(new ZipEntry(name));
        Sum sum = new Sum(zip, rows);
        BufferedOutputStream buffered = new BufferedOutputStream(sum, BUFFER);
        content.writeTo(buffered);
        buffered.flush();
        zip.closeEntry();
        return sum.contents();
    }

    /** Ends the file and sees it on the disk; it can be read now, still under its other name. */
    Path finish() throws IOException {
        zip.finish();
        zip.flush();
        channel.force(true);
        channel.close();
        return partial;
    }

    /** Gives the file its name. */
    void keep() throws IOException {
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        kept = true;
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null
                && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel entry = FileChannel.open(folder)) {
                entry.force(true);
            }
        }
    }

    /** Removes what was written, unless it is kept. */
    @Override
    public void close() throws IOException {
        if (!kept) {
            channel.close();
            Files.deleteIfExists(partial);
        }
    }
}
