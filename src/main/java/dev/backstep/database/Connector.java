package dev.backstep.database;

import dev.backstep.model.ConnectionSettings;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/**
 * Opens connections and knows which sessions are Backstep's own.
 *
 * <p>Keeps the password as characters that can be wiped. JDBC wants it as a string: one is made for each connect, given
 * to the driver and dropped at once, so it lives until the next garbage collection and in no field.
 */
final class Connector implements DataSource, AutoCloseable {

    private final ConnectionSettings settings;
    private final char @Nullable [] password;
    private final Driver driver = new Driver();
    private final Set<Connection> opened = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** Copies the password; the caller may wipe its own. */
    Connector(ConnectionSettings settings, char @Nullable [] password) {
        this.settings = settings;
        this.password = password == null ? null : password.clone();
    }

    /**
     * A session for the pool that can only read, also where a query would open its own transaction. Through a pooler that is
     * left to the transactions: a setting would stay on a backend that an application gets next.
     */
    @Override
    public Connection getConnection() throws SQLException {
        Properties properties = common();
        PGProperty.SOCKET_TIMEOUT.set(properties, (int) Database.SOCKET_TIMEOUT.toSeconds());
        // Without server-side prepared statements the reading also works behind a transaction pooler.
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        Connection connection = connect(properties);
        try (Statement statement = connection.createStatement()) {
            if (Pooler.isDirect(connection)) {
                statement.execute("SET default_transaction_read_only = on");
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** A session for a run: texts go out as they are, in one message each, and may take as long as they need. */
    Connection connectForRun() throws SQLException {
        Properties properties = common();
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.ALLOW_ENCODING_CHANGES.set(properties, true);
        PGProperty.SOCKET_FACTORY.set(properties, KeptAliveSockets.class.getName());
        return connect(properties);
    }

    /** The backends behind the connections that are open now. */
    Set<Integer> pids() {
        synchronized (opened) {
            return opened.stream().filter(Connector::isOpen).map(Connector::pid).collect(Collectors.toSet());
        }
    }

    void lendTo(Map<String, String> environment) {
        environment.put("PGHOST", settings.host());
        environment.put("PGPORT", Integer.toString(settings.port()));
        environment.put("PGUSER", settings.user());
        environment.put("PGDATABASE", settings.database());
        environment.put("PGAPPNAME", Database.APPLICATION_NAME);
        environment.put("PGSSLMODE", settings.sslMode());
        if (password != null && password.length > 0) {
            environment.put("PGPASSWORD", new String(password));
        }
    }

    @Override
    public void close() {
        if (password != null) {
            Arrays.fill(password, '\0');
        }
    }

    private Connection connect(Properties properties) throws SQLException {
        // An empty one never opens a database; without one the driver looks into the password file.
        if (password != null && password.length > 0) {
            PGProperty.PASSWORD.set(properties, new String(password));
        }
        try {
            Connection connection = driver.connect(url(), properties);
            if (connection == null) {
                throw new AssertionError("the driver takes every URL made here");
            }
            opened.add(connection);
            return connection;
        } finally {
            properties.remove(PGProperty.PASSWORD.getName());
        }
    }

    private Properties common() {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, settings.user());
        PGProperty.PG_DBNAME.set(properties, settings.database());
        PGProperty.APPLICATION_NAME.set(properties, Database.APPLICATION_NAME);
        // Lets the driver say the name while connecting; set afterwards, RESET ALL would take it away.
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.4");
        PGProperty.CONNECT_TIMEOUT.set(properties, (int) Database.CONNECT_TIMEOUT.toSeconds());
        PGProperty.LOGIN_TIMEOUT.set(properties, (int) Database.LOGIN_TIMEOUT.toSeconds());
        PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, (int) Database.CONNECT_TIMEOUT.toSeconds());
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.SSL_MODE.set(properties, settings.sslMode());
        if (settings.searchPath() != null) {
            PGProperty.CURRENT_SCHEMA.set(properties, settings.searchPath());
        }
        return properties;
    }

    /** Host and port only: the driver never gets to parse the database's name or the user out of a URL. */
    private String url() {
        return "jdbc:postgresql://" + settings.server() + "/";
    }

    private static boolean isOpen(Connection connection) {
        try {
            return !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    private static int pid(Connection connection) {
        try {
            return connection.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException e) {
            throw new AssertionError("every connection made here is the driver's own", e);
        }
    }

    @Override
    public String toString() {
        return settings.toString();
    }

    /** The pool passes its own limit on; the one for logging in is set for each connection above. */
    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return (int) Database.LOGIN_TIMEOUT.toSeconds();
    }

    // What DataSource asks for besides is not used by the pool.

    @Override
    public Connection getConnection(String user, String secret) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
