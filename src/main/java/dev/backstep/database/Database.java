package dev.backstep.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL database: a small pool of sessions that can only read, and sessions of their own for runs.
 *
 * <p>Its calls block. Every problem is a sentence that never holds the password.
 */
public final class Database implements DatabaseReader {

    /** How sessions of Backstep call themselves in {@code pg_stat_activity}. */
    public static final String APPLICATION_NAME = "Backstep";

    /** For the TCP connection; also for the signal that cancels a statement. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** For a connection with everything that belongs to logging in. */
    public static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(10);

    /** For one answer of the server while reading; longer than the server's own limit below. */
    public static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

    /** The server's limit for one reading statement. */
    public static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(20);

    /** How long a reading statement waits for a lock, such as a running migration's. */
    public static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

    /** How often a query starts again after {@code serialization_failure}: the next snapshot is nearly always good. */
    private static final int ATTEMPTS = 5;

    /** For this transaction only: through a pooler, the session's backend is another's soon. */
    private static final String BEGINNING =
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL statement_timeout = "
                    + STATEMENT_TIMEOUT.toMillis() + "; SET LOCAL lock_timeout = " + LOCK_TIMEOUT.toMillis();

    private static final int POOL_SIZE = 3;
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
    private static final String SERIALIZATION_FAILURE = "40001";

    private final ConnectionSettings settings;
    private final Connector connector;
    private final HikariDataSource pool;

    private Database(ConnectionSettings settings, Connector connector, HikariDataSource pool) {
        this.settings = settings;
        this.connector = connector;
        this.pool = pool;
    }

    /**
     * Connects once, to see that it can.
     *
     * @param password copied, and the copy wiped on {@link #close}; null when there is none
     */
    public static Database open(ConnectionSettings settings, char @Nullable [] password) throws BackstepException {
        Connector connector = new Connector(settings, password);
        try {
            return new Database(settings, connector, new HikariDataSource(pool(connector)));
        } catch (PoolInitializationException e) {
            connector.close();
            throw ConnectionProblem.of(e, settings);
        }
    }

    private static HikariConfig pool(Connector connector) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(APPLICATION_NAME);
        config.setDataSource(connector);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        config.setConnectionTimeout(LOGIN_TIMEOUT.toMillis());
        // One attempt, then its very error: a second try with a wrong password may lock the account.
        config.setInitializationFailTimeout(1);
        config.setAllowPoolSuspension(true);
        config.setReadOnly(true);
        config.setAutoCommit(false);
        return config;
    }

    @Override
    public ConnectionSettings settings() {
        return settings;
    }

    /**
     * Runs a query in a read-only transaction with one snapshot, and ends the transaction.
     *
     * @throws BackstepException when the database cannot be reached or the query fails
     */
    @Override
    public <T> T read(Query<T> query) throws BackstepException {
        for (int attempt = 1; ; attempt++) {
            // Closing gives the connection back, which rolls its transaction back.
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(BEGINNING);
                return query.run(connection);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !SERIALIZATION_FAILURE.equals(e.getSQLState())) {
                    throw ConnectionProblem.of(e, settings);
                }
            }
        }
    }

    /**
     * A session for a confirmed run, outside the pool and able to write; in autocommit mode, with the simple query
     * protocol, so that a text without escape processing goes to the server byte for byte. The caller closes it.
     */
    public Connection connectForRun() throws BackstepException {
        try {
            return connector.connectForRun();
        } catch (SQLException e) {
            throw ConnectionProblem.of(e, settings);
        }
    }

    /** Another database of the same server, as the same role; the caller closes it. */
    public Database beside(String database) throws BackstepException {
        return connector.open(new ConnectionSettings(
                settings.host(),
                settings.port(),
                database,
                settings.user(),
                settings.sslMode(),
                settings.searchPath(),
                settings.migrationsTable()));
    }

    /** Something done on a session of its own. */
    public interface Alone {
        void run(Connection session) throws SQLException, BackstepException;
    }

    /** Works on the only session that Backstep has on this database meanwhile; who reads waits until it is done. */
    public void alone(Alone work) throws BackstepException {
        HikariPoolMXBean sessions = pool.getHikariPoolMXBean();
        sessions.suspendPool();
        try (Connection session = connectForRun()) {
            sessions.softEvictConnections();
            work.run(session);
        } catch (SQLException e) {
            throw ConnectionProblem.of(e, settings);
        } finally {
            sessions.resumePool();
        }
    }

    /** What stands between a session for a run and the server; {@code session} is in no transaction. */
    public Pooler pooler(Connection session) throws SQLException, BackstepException {
        return Pooler.of(session, this::connectForRun);
    }

    /** What would stand between a session for a run and the server; opens such a session only where something does. */
    public Pooler pooler() throws BackstepException {
        if (read(Pooler::isDirect)) {
            return Pooler.NONE;
        }
        try (Connection session = connectForRun()) {
            return pooler(session);
        } catch (SQLException e) {
            throw ConnectionProblem.of(e, settings);
        }
    }

    /**
     * Tells a program of PostgreSQL's own how to connect, by the variables of its environment; the password among them lives
     * as a string until the process was started.
     */
    public void lendTo(Map<String, String> environment) {
        connector.lendTo(environment);
    }

    /** Which database the connection is on. */
    @Override
    public DatabaseIdentity identity(Connection connection) throws SQLException {
        return Facts.identity(connection, settings.server());
    }

    /** The server's version as shown: {@code PostgreSQL 18.6}. */
    @Override
    public String serverVersion(Connection connection) throws SQLException {
        return Facts.serverVersion(connection);
    }

    /** The client sessions on this database that are not Backstep's own, ordered by process id. */
    @Override
    public List<Session> sessions(Connection connection) throws SQLException {
        return Facts.sessions(connection, connector.pids());
    }

    /** What the sessions on this database do that are not Backstep's own, ordered by process id. */
    public List<Activity> activities(Connection connection) throws SQLException {
        Set<Integer> own = connector.pids();
        return Facts.activities(connection).stream()
                .filter(activity -> !own.contains(activity.session().pid()))
                .toList();
    }

    /** What all sessions on this database do, Backstep's own among them. */
    public List<Activity> allActivities(Connection connection) throws SQLException {
        return Facts.activities(connection);
    }

    /** The backends of Backstep's own sessions. */
    public Set<Integer> ownPids() {
        return connector.pids();
    }

    /** How many tables users have made; those of extensions do not count. 0 tells an empty database. */
    @Override
    public int userTables(Connection connection) throws SQLException {
        return Facts.userTables(connection);
    }

    /** Closes every session of the pool and wipes the password; a run's own connection is its caller's. */
    @Override
    public void close() {
        pool.close();
        connector.close();
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
