package dev.backstep.database.sqlite;

import dev.backstep.database.DatabaseReader;
import dev.backstep.database.Query;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A SQLite file. It is opened for each reading and closed after it, so that nothing of Backstep's stands in the way of the
 * program whose file it is; reading makes no file and changes none. Of one file there is to be one of these in a process.
 */
public final class SqliteFile implements DatabaseReader {

    /** How often a reading begins again when a program has opened the file meanwhile. */
    private static final int ATTEMPTS = 5;

    private static final int BUSY_MILLIS = 5000;

    private final ConnectionSettings settings;
    private final Path file;

    /**
     * One at a time in this process: a system that keeps POSIX locks lets go of all that a process has on a file when it
     * closes any of its handles, and the header is read through one that SQLite does not know of.
     */
    private final ReentrantLock alone = new ReentrantLock();

    private SqliteFile(ConnectionSettings settings, Path file) {
        this.settings = settings;
        this.file = file;
    }

    /**
     * Looks whether it can be read.
     *
     * @param file absolute
     */
    public static SqliteFile open(ConnectionSettings settings, Path file) throws BackstepException {
        SqliteFile database = new SqliteFile(settings, file.toAbsolutePath().normalize());
        database.read(database::userTables);
        return database;
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    @Override
    public ConnectionSettings settings() {
        return settings;
    }

    @Override
    public <T> T read(Query<T> query) throws BackstepException {
        takeAlone();
        try {
            return readAlone(query);
        } finally {
            alone.unlock();
        }
    }

    private <T> T readAlone(Query<T> query) throws BackstepException {
        for (int attempt = 1; ; attempt++) {
            Opening opening = Opening.of(file);
            try (Connection connection = opening.connect()) {
                T read = query.run(connection);
                if (opening.holds()) {
                    return read;
                }
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || stillSo(opening)) {
                    throw SqliteProblem.of(e, file);
                }
            } catch (IOException e) {
                throw new BackstepException("sqlite.unreadable", e, file.toString(), String.valueOf(e.getMessage()));
            }
            if (attempt == ATTEMPTS) {
                throw new BackstepException("sqlite.restless", null, file.toString());
            }
        }
    }

    /** Copies what is committed into an empty file; this one is only read. */
    public void copyTo(Path target) throws BackstepException {
        this.<Boolean>read(connection -> {
            SqliteSession.copy(connection, target);
            return true;
        });
    }

    /**
     * The file for a confirmed run, which can write; nothing else of this process reads it until it is closed, by the thread
     * that asked for it.
     *
     * @throws BackstepException when the file is not there, or is in use by another reading of Backstep's own
     */
    public SqliteSession openForRun() throws BackstepException {
        takeAlone();
        try {
            Opening.of(file);
            return SqliteSession.open(file, alone);
        } catch (BackstepException e) {
            alone.unlock();
            throw e;
        }
    }

    private void takeAlone() throws BackstepException {
        if (alone.isHeldByCurrentThread()) {
            throw new IllegalStateException("reading " + file + " would let go of the run's locks");
        }
        try {
            if (alone.tryLock(BUSY_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new BackstepException("sqlite.locked", null, file.toString());
    }

    @Override
    public DatabaseIdentity identity(Connection connection) {
        Path folder = file.getParent();
        return new DatabaseIdentity(String.valueOf(folder), settings.database(), 0, "");
    }

    /** The library is Backstep's own, so that its version says nothing of the file. */
    @Override
    public String serverVersion(Connection connection) {
        return "SQLite";
    }

    /** SQLite does not tell who else has a file open. */
    @Override
    public List<Session> sessions(Connection connection) {
        return List.of();
    }

    @Override
    public int userTables(Connection connection) throws SQLException {
        String query =
                "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Nothing is held open. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return file.toString();
    }

    private boolean stillSo(Opening opening) {
        try {
            return opening.holds();
        } catch (IOException e) {
            return true;
        }
    }
}
