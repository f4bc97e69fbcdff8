package dev.backstep.database;

import dev.backstep.model.BackstepException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * What stands between Backstep and the server.
 *
 * <p>A pooler answers a connect with a process id and a key of its own, for it has to route the signal to cancel. So a
 * process id that is not the backend's tells that there is one. It pools transactions when a connection that is idle has lost
 * its backend to another one: then neither advisory locks nor settings stay with the session.
 */
public enum Pooler {
    NONE,
    /** A backend stays with its session. */
    PER_SESSION,
    /** A backend stays with its transaction only. */
    PER_TRANSACTION;

    /** Enough for poolers that give out the backend that was given back last, first, or at random. */
    private static final int ROUNDS = 4;

    /**
     * What stands between {@code session}, which is in autocommit mode and in no transaction, and the server. Opens one more
     * connection when there is something.
     */
    static Pooler of(Connection session, Opening another) throws SQLException, BackstepException {
        if (isDirect(session)) {
            return NONE;
        }
        try (Connection other = another.open()) {
            for (int round = 0; round < ROUNDS; round++) {
                int before = backend(session);
                if (backend(session) != before || takes(other, before) || backend(session) != before) {
                    return PER_TRANSACTION;
                }
            }
        }
        return PER_SESSION;
    }

    /** Whether the backend is the one that answered the connect. */
    static boolean isDirect(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID() == backend(connection);
    }

    /** Opens a connection as a run has it. */
    interface Opening {
        Connection open() throws SQLException, BackstepException;
    }

    /** Whether a transaction of the other connection is given the session's backend. */
    private static boolean takes(Connection other, int backend) throws SQLException {
        execute(other, "BEGIN");
        try {
            return backend(other) == backend;
        } finally {
            execute(other, "ROLLBACK");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int backend(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
