package dev.backstep.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The disk that a database lies on. PostgreSQL tells nobody how much of it is free, so that is known only where the server is
 * this very computer's, and tells the role where its data is.
 */
public final class ServerDisk {

    private static final String WHERE = """
            SELECT coalesce(nullif(pg_catalog.pg_tablespace_location(d.dattablespace), ''),
                            (SELECT setting FROM pg_catalog.pg_settings WHERE name = 'data_directory')),
                   a.pid, extract(epoch FROM a.backend_start)::float8
            FROM pg_catalog.pg_database d, pg_catalog.pg_stat_activity a
            WHERE d.datname = pg_catalog.current_database() AND a.pid = pg_catalog.pg_backend_pid()
            """;

    /** How far the start of a process may be from what the server says of it. */
    private static final Duration TOLERANCE = Duration.ofSeconds(3);

    private ServerDisk() {}

    /** How many bytes are free where the database lies; empty where nobody can know. */
    public static OptionalLong free(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WHERE)) {
            if (!row.next() || row.getString(1) == null) {
                return OptionalLong.empty();
            }
            Instant started = Instant.ofEpochMilli((long) (row.getDouble(3) * 1000));
            return isHere(row.getLong(2), started) ? free(row.getString(1)) : OptionalLong.empty();
        }
    }

    /** A server in a container or behind a tunnel has other processes, whatever its address is. */
    private static boolean isHere(long pid, Instant started) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(start -> Duration.between(start, started).abs().compareTo(TOLERANCE) < 0)
                .orElse(false);
    }

    private static OptionalLong free(String folder) {
        try {
            return OptionalLong.of(Files.getFileStore(Path.of(folder)).getUsableSpace());
        } catch (IOException | InvalidPathException e) {
            return OptionalLong.empty();
        }
    }
}
