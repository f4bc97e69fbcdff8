package dev.backstep.database.sqlite;

import dev.backstep.model.BackstepException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.sqlite.SQLiteConfig;

/**
 * How a file is opened for reading, by what stands beside it.
 *
 * <p>SQLite would make {@code -wal} and {@code -shm} beside a file in write-ahead mode even for a reader, and leave them
 * there. So a file that no program has open is read as one that does not change ({@code immutable}), and looked at again
 * afterwards: had a program opened it meanwhile, the reading does not count. Where a program has it open, its {@code -shm}
 * is used as it is ({@code readonly_shm}). In the other modes a reader makes nothing anyway ({@code mode=ro}).
 *
 * @param file the file
 * @param parameters of the URI
 * @param before what the file was like when this was decided
 */
record Opening(Path file, String parameters, Trace before) {

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 20;

    /** Where the header says which mode the file is in (fileformat2.html 1.3.3). */
    private static final int READ_VERSION = 19;

    private static final byte WAL = 2;
    private static final int BUSY_MILLIS = 5000;

    /** What changes when a program writes to the file. */
    record Trace(long size, FileTime modified, boolean wal) {
        static Trace of(Path file) throws IOException {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            return new Trace(seen.size(), seen.lastModifiedTime(), Files.exists(beside(file, "-wal")));
        }
    }

    static Opening of(Path file) throws BackstepException {
        try {
            byte[] header = header(file);
            Trace before = Trace.of(file);
            boolean wal = header.length == HEADER && header[READ_VERSION] == WAL;
            if (!wal) {
                return new Opening(file, "mode=ro", before);
            }
            if (!Files.exists(beside(file, "-wal")) || Files.size(beside(file, "-wal")) == 0) {
                return new Opening(file, "mode=ro&immutable=1", before);
            }
            if (!Files.exists(beside(file, "-shm"))) {
                throw new BackstepException("sqlite.walAlone", null, file.toString());
            }
            return new Opening(file, "mode=ro&readonly_shm=1", before);
        } catch (IOException e) {
            throw new BackstepException("sqlite.unreadable", e, file.toString(), String.valueOf(e.getMessage()));
        }
    }

    Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        Connection connection = config.createConnection("jdbc:sqlite:" + uri(file) + "?" + parameters);
        connection.setAutoCommit(false);
        return connection;
    }

    /** Whether what was read is one state of the database. */
    boolean holds() throws IOException {
        return !parameters.contains("immutable") || Trace.of(file).equals(before);
    }

    static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /** As SQLite reads a URI: percent signs, and what begins parameters, are escaped. */
    static String uri(Path file) {
        return file.toAbsolutePath().normalize().toUri().toASCIIString();
    }

    /** The first bytes of a file that SQLite would take for a database; none of an empty one. */
    private static byte[] header(Path file) throws IOException, BackstepException {
        if (!Files.exists(file)) {
            throw new BackstepException("sqlite.missing", null, file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new BackstepException("sqlite.noFile", null, file.toString());
        }
        if (!Files.isReadable(file)) {
            throw new BackstepException("sqlite.denied", null, file.toString());
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] header = bytes.readNBytes(HEADER);
            boolean database =
                    header.length == HEADER && Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
            if (!database && header.length > 0) {
                throw new BackstepException("sqlite.notSqlite", null, file.toString());
            }
            return header;
        }
    }
}
