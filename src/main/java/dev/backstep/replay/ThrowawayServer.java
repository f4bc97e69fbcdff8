package dev.backstep.replay;

import dev.backstep.database.embedded.EmbeddedServer;
import dev.backstep.database.embedded.ServerFolder;
import dev.backstep.model.BackstepException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A PostgreSQL server of a replay's own: reached from this machine only, removed when it is closed. One that a killed
 * Backstep left behind is stopped and removed at the next start.
 *
 * <p>What runs on it is somebody else's: scripts have a {@link ScriptRole}. The superuser has a name and a password of its
 * own, made up for this one start; the one that the server began with cannot log in any more.
 */
public final class ThrowawayServer implements AutoCloseable {

    /** Files of sorts and hash tables of one session, which no size of a database tells of; in PostgreSQL's words. */
    private static final String TEMPORARY_FILES = "1GB";

    private final ServerFolder folder;
    private final EmbeddedServer server;
    private final Owner owner;
    private final Set<String> firstRoles;

    /** Who the server's superuser is. */
    private record Owner(String name, String password) {}

    private ThrowawayServer(ServerFolder folder, EmbeddedServer server) throws SQLException {
        this.folder = folder;
        this.server = server;
        this.owner = takeOver(server);
        this.firstRoles = roles();
    }

    /**
     * Starts a server; takes some seconds.
     *
     * @param parent where servers keep their folders, one for each that runs at the same time
     * @param programs where PostgreSQL's programs are unpacked to, once
     */
    public static ThrowawayServer start(Path parent, Path programs) throws BackstepException {
        Path home = parent.toAbsolutePath().normalize();
        try {
            ServerFolder folder = ServerFolder.take(home);
            try {
                return started(folder, EmbeddedServer.start(programs.toAbsolutePath(), folder.data()));
            } catch (SQLException | BackstepException e) {
                folder.closeAfter(e);
                throw e;
            }
        } catch (IOException e) {
            throw new BackstepException("replay.folderFailed", e, home.toString(), e.toString());
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static ThrowawayServer started(ServerFolder folder, EmbeddedServer server) throws SQLException {
        try {
            return new ThrowawayServer(folder, server);
        } catch (SQLException e) {
            server.closeAfter(e);
            throw e;
        }
    }

    /**
     * Makes another superuser, and leaves the name {@code postgres} to scripts: those that were dumped from a database give
     * their tables to it. Autovacuum is off because it would run functions of scripts; the log because scripts can fill it.
     */
    private static Owner takeOver(EmbeddedServer server) throws SQLException {
        Owner owner = new Owner("backstep_" + EmbeddedServer.newPassword(), EmbeddedServer.newPassword());
        try (Connection first = server.connect("postgres")) {
            execute(first, "CREATE ROLE %s SUPERUSER LOGIN PASSWORD '%s'".formatted(owner.name(), owner.password()));
        }
        String initial = owner.name() + "_first";
        try (Connection connection = server.connect("postgres", owner.name(), owner.password(), new Properties())) {
            for (String sql : List.of(
                    "ALTER ROLE " + EmbeddedServer.USER + " RENAME TO " + initial,
                    "ALTER ROLE " + initial + " NOLOGIN PASSWORD NULL",
                    "REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC",
                    "ALTER SYSTEM SET temp_file_limit = '" + TEMPORARY_FILES + "'",
                    "ALTER SYSTEM SET autovacuum = off",
                    "ALTER SYSTEM SET log_min_messages = panic",
                    "SELECT pg_reload_conf()")) {
                execute(connection, sql);
            }
        }
        return owner;
    }

    /** PostgreSQL's version, such as {@code 18.6}. */
    public String version() throws BackstepException {
        try (Connection connection = connect()) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** A new role for one replay's scripts; closing it takes away whatever it has made on the server. */
    ScriptRole role() throws SQLException {
        return ScriptRole.make(this);
    }

    /** The superuser's own name. */
    String owner() {
        return owner.name();
    }

    int port() {
        return server.port();
    }

    /** A connection of the superuser, to a database in which no script runs. */
    Connection connect() throws SQLException {
        return server.connect("postgres", owner.name(), owner.password(), new Properties());
    }

    /** A connection of a role that is not the superuser. */
    Connection connect(String database, String role, String password, Properties more) throws SQLException {
        return server.connect(database, role, password, more);
    }

    /** Removes the roles that were made since the server was started, all at once: they may hold rights on each other. */
    void dropRoles() throws SQLException {
        Set<String> made = roles();
        made.removeAll(firstRoles);
        if (!made.isEmpty()) {
            execute("DROP ROLE " + made.stream().map(ThrowawayServer::quoted).collect(Collectors.joining(", ")));
        }
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Set<String> roles() throws SQLException {
        Set<String> roles = new TreeSet<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT rolname FROM pg_catalog.pg_roles")) {
            while (rows.next()) {
                roles.add(rows.getString(1));
            }
        }
        return roles;
    }

    static BackstepException failed(SQLException problem) {
        return new BackstepException("replay.serverFailed", problem, String.valueOf(problem.getMessage()));
    }

    @Override
    public void close() throws BackstepException {
        try (folder) {
            server.close();
            folder.clear();
        } catch (IOException e) {
            throw new BackstepException("replay.folderFailed", e, folder.path().toString(), e.toString());
        }
    }
}
