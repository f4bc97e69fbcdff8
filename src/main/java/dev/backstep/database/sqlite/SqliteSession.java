package dev.backstep.database.sqlite;

import dev.backstep.model.BackstepException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

/** A SQLite file open for writing, in transactions that are begun and ended in so many words. */
public final class SqliteSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteSession.class);

    /** How long it waits for another program's transaction. */
    private static final int BUSY_MILLIS = 10_000;

    private final Path file;
    private final Connection connection;
    private final ReentrantLock held;

    private SqliteSession(Path file, Connection connection, ReentrantLock held) {
        this.file = file;
        this.connection = connection;
        this.held = held;
    }

    /** A file of Backstep's own, such as a copy. */
    public static SqliteSession ofCopy(Path file) throws BackstepException {
        ReentrantLock own = new ReentrantLock();
        own.lock();
        return open(file, own);
    }

    /** @param held is let go of when the session is closed */
    static SqliteSession open(Path file, ReentrantLock held) throws BackstepException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        try {
            Connection connection = config.createConnection("jdbc:sqlite:" + Opening.uri(file) + "?mode=rw");
            return new SqliteSession(file, connection, held);
        } catch (SQLException e) {
            throw SqliteProblem.of(e, file);
        }
    }

    public Connection connection() {
        return connection;
    }

    /** Begins a transaction that no other program can write beside. */
    public void begin() throws SQLException {
        send("BEGIN IMMEDIATE");
    }

    public void commit() throws SQLException {
        send("COMMIT");
    }

    /** Runs all statements of a text, up to the first that fails. */
    public void send(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /**
     * Copies what is committed, page by page, as SQLite's backup does, on a connection of its own: under this session's
     * transaction it is what the transaction began with.
     *
     * @param target an empty file
     */
    public void copyTo(Path target) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        try (Connection reader = config.createConnection("jdbc:sqlite:" + Opening.uri(file) + "?mode=ro")) {
            copy(reader, target);
        }
    }

    static void copy(Connection reader, Path target) throws SQLException {
        int result = reader.unwrap(SQLiteConnection.class)
                .getDatabase()
                .backup("main", target.toAbsolutePath().toString(), null);
        if (result != 0) {
            throw new SQLException("backup: " + result, null, result);
        }
    }

    /** Ends the statement under way, with what it did taken back; from any thread. */
    public void interrupt() throws SQLException {
        connection.unwrap(SQLiteConnection.class).getDatabase().interrupt();
    }

    /** Ends what is open; SQLite takes back whatever was not committed. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("A SQLite file was not closed properly", e);
        } finally {
            held.unlock();
        }
    }
}
