package dev.backstep.replay;

import dev.backstep.database.Database;
import dev.backstep.database.embedded.EmbeddedServer;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The role that a replay's scripts run as. It owns its databases and may make roles, as migrations do; it has no other
 * right on the server: no file, no program, no language or extension that is not trusted, no other role. It logs in itself,
 * so there is no superuser behind it to return to. What a script leaves with it, such as a password, goes with it.
 *
 * <p>Since PostgreSQL 16 a role that may make roles has power over those alone that it made (PostgreSQL's documentation,
 * "Role Attributes").
 */
final class ScriptRole implements AutoCloseable {

    /** The superuser of most servers: what a dumped schema gives its tables to. Here it is a role like others. */
    private static final String NAME = "postgres";

    /** What a script may send back at most; it is not kept, but a row must fit into memory. */
    private static final String RESULT = "200M";

    private final ThrowawayServer server;
    private final String password;
    private final AtomicInteger number = new AtomicInteger();

    private ScriptRole(ThrowawayServer server, String password) {
        this.server = server;
        this.password = password;
    }

    static ScriptRole make(ThrowawayServer server) throws SQLException {
        ScriptRole role = new ScriptRole(server, EmbeddedServer.newPassword());
        server.execute("CREATE ROLE %s LOGIN CREATEROLE NOSUPERUSER NOCREATEDB NOREPLICATION NOBYPASSRLS PASSWORD '%s'"
                .formatted(NAME, role.password));
        // Who makes a role may give it tables, as on a server where a superuser runs the migrations.
        server.execute("ALTER ROLE " + NAME + " SET createrole_self_grant = 'set, inherit'");
        return role;
    }

    /** A new, empty database of this role. */
    String create() throws SQLException {
        return create("template0");
    }

    /** A new database like another one, to which nobody is connected. */
    String create(String template) throws SQLException {
        String name = "replay" + number.incrementAndGet();
        server.execute("CREATE DATABASE %s OWNER %s TEMPLATE %s".formatted(name, NAME, template));
        return name;
    }

    void drop(String database) throws SQLException {
        server.execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }

    /** A session of this role. */
    Connection connect(String database) throws SQLException {
        Properties limit = new Properties();
        limit.setProperty("maxResultBuffer", RESULT);
        return server.connect(database, NAME, password, limit);
    }

    /** The database as this role has it; whoever opens it closes it. */
    Database open(String database) throws BackstepException {
        char[] secret = password.toCharArray();
        try {
            return Database.open(
                    new ConnectionSettings(EmbeddedServer.HOST, server.port(), database, NAME, "disable", null, null),
                    secret);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    /** A session beside the scripts', of the server's superuser, which sees to it that they end. */
    Connection overseer() throws SQLException {
        return server.connect();
    }

    @Override
    public void close() throws SQLException {
        server.dropRoles();
    }
}
