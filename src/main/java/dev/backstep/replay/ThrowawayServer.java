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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL server of a replay's own: reached from this machine only, with a password made up for it, removed when it
 * is closed. One that a killed Backstep left behind is stopped and removed at the next start.
 */
public final class ThrowawayServer implements AutoCloseable {

    private final ServerFolder folder;
    private final EmbeddedServer server;
    private final Set<String> firstRoles;
    private final AtomicInteger number = new AtomicInteger();

    private ThrowawayServer(ServerFolder folder, EmbeddedServer server) throws SQLException {
        this.folder = folder;
        this.server = server;
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
                return new ThrowawayServer(folder, EmbeddedServer.start(programs.toAbsolutePath(), folder.data()));
            } catch (SQLException | BackstepException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw new BackstepException("replay.folderFailed", e, home.toString(), e.toString());
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** PostgreSQL's version, such as {@code 18.6}. */
    public String version() throws BackstepException {
        try (Connection connection = server.connect("postgres")) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** A new, empty database. */
    String create() throws SQLException {
        return create("template0");
    }

    /** A new database like another one, to which nobody is connected. */
    String create(String template) throws SQLException {
        String name = "replay" + number.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        return name;
    }

    /** Removes a database, and the roles that scripts have made. */
    void drop(String database) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }

    /** Removes the roles that scripts have made, which would be in the way of the next replay. */
    void dropRoles() throws SQLException {
        Set<String> made = roles();
        made.removeAll(firstRoles);
        for (String role : made) {
            execute("DROP ROLE \"" + role.replace("\"", "\"\"") + '"');
        }
    }

    Connection connect(String database) throws SQLException {
        return server.connect(database);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Set<String> roles() throws SQLException {
        Set<String> roles = new TreeSet<>();
        try (Connection connection = server.connect("postgres");
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
