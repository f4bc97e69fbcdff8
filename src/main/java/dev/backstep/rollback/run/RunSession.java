package dev.backstep.rollback.run;

import dev.backstep.database.Database;
import dev.backstep.database.Pooler;
import dev.backstep.model.BackstepException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session of a run, with transactions that it begins and ends in so many words.
 *
 * <p>JDBC stays in autocommit mode, so that the driver adds nothing of its own; the state of the transaction is what
 * the server reports after each message.
 */
final class RunSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunSession.class);

    /** What a script, a role or the server's configuration may have set, back to where it stood at the connect. */
    private static final String RESET = "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; ";

    private final Connection connection;
    private final BaseConnection driver;
    private final String settings;

    private RunSession(Connection connection, BaseConnection driver, String settings) {
        this.connection = connection;
        this.driver = driver;
        this.settings = settings;
    }

    static RunSession open(Database database, RunLimits limits) throws BackstepException, SQLException {
        Connection connection = database.connectForRun();
        try {
            // Before any setting is made, which would stay on somebody else's backend.
            if (database.pooler(connection) == Pooler.PER_TRANSACTION) {
                throw new BackstepException(
                        "run.pooler", null, database.settings().server());
            }
            RunSession session =
                    new RunSession(connection, connection.unwrap(BaseConnection.class), settings(connection, limits));
            session.restore();
            return session;
        } catch (SQLException | BackstepException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * No limit of time for scripts and none for pauses between them; a server that looks after its clients, so that it
     * ends the session soon when Backstep is killed. Settings that a server does not know are left out.
     */
    private static String settings(Connection connection, RunLimits limits) throws SQLException {
        String known = """
                SELECT pg_catalog.string_agg(pg_catalog.format('SET %%I = %%L', v.name, v.value), '; ')
                FROM (VALUES ('lock_timeout', '%dms'), ('statement_timeout', '0'),
                             ('idle_in_transaction_session_timeout', '0'), ('idle_session_timeout', '0'),
                             ('transaction_timeout', '0'),
                             ('tcp_keepalives_idle', '20'), ('tcp_keepalives_interval', '10'),
                             ('tcp_keepalives_count', '4'), ('client_connection_check_interval', '2000'))
                  AS v (name, value)
                WHERE pg_catalog.current_setting(v.name, true) IS NOT NULL
                  AND (v.name <> 'client_connection_check_interval'
                       OR pg_catalog.version() !~* 'windows|mingw|visual c|msvc')
                """.formatted(limits.lockTimeout().toMillis());
        return value(connection, known) + "; ";
    }

    Connection connection() {
        return connection;
    }

    /** The session as a precaution sees it. */
    Precaution.Moment moment(CancelSwitch cancel) {
        return new Precaution.Moment() {
            @Override
            public Connection connection() {
                return connection;
            }

            @Override
            public void restore() throws SQLException {
                RunSession.this.restore();
            }

            @Override
            public boolean cancelRequested() {
                return cancel.isRequested();
            }
        };
    }

    /** Sends a text as it is, in one message of the simple protocol. */
    void send(String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(text);
        }
    }

    /** Puts the session's settings back, whatever a script left behind; not in a failed transaction. */
    void restore() throws SQLException {
        send(RESET + settings);
    }

    /** A text that does the same, and then these statements; for a transaction. */
    String restoring(List<String> statements) {
        return RESET + settings + String.join(";\n", statements);
    }

    /** Read committed, whatever the server's default: the history is read after its lock, not before it. */
    void begin() throws SQLException {
        send("BEGIN ISOLATION LEVEL READ COMMITTED");
    }

    /** Lets deferred constraints speak now, while the run can still be cancelled and the error has a step. */
    void checkConstraints() throws SQLException {
        send("SET CONSTRAINTS ALL IMMEDIATE");
    }

    void commit() throws SQLException {
        send("COMMIT");
    }

    /** Whether the server is in a transaction block, sound or failed. */
    boolean inTransaction() {
        return driver.getTransactionState() != TransactionState.IDLE;
    }

    /** Whether the server is in a transaction block that can go on. */
    boolean inSoundTransaction() {
        return driver.getTransactionState() == TransactionState.OPEN;
    }

    /** The transaction's id; gives it one if it has none yet. */
    String transactionId() throws SQLException {
        return String.valueOf(value(connection, "SELECT pg_catalog.txid_current()"));
    }

    /** Rolls back what is open, and says whether an earlier transaction of this session is known to be committed. */
    boolean committed(String transaction) {
        rollback();
        try {
            return "committed".equals(value(connection, "SELECT pg_catalog.txid_status(" + transaction + ")"));
        } catch (SQLException e) {
            LOG.debug("What became of the transaction cannot be asked", e);
            return false;
        }
    }

    /** The process id of the backend itself, also where something stands between. */
    int backend() throws SQLException {
        return Integer.parseInt(String.valueOf(value(connection, "SELECT pg_catalog.pg_backend_pid()")));
    }

    /** Asks the server to cancel what the session does now; from any thread. */
    void cancelStatement() throws SQLException {
        driver.cancelQuery();
    }

    /** Rolls back what is open; where the session can no longer do it, it ends, and the server does it. */
    void rollback() {
        try {
            if (inTransaction()) {
                send("ROLLBACK");
            }
        } catch (SQLException e) {
            LOG.debug("The session ends instead of rolling back", e);
            close();
        }
    }

    /**
     * Ends the session; the server rolls an open transaction back and lets go of all locks. Throws nothing: how the run
     * ended is known by then.
     */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("The session of the run did not end properly", e);
        }
    }

    private static @Nullable String value(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
