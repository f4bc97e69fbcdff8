package dev.backstep.rollback.rehearsal;

import dev.backstep.database.Database;
import dev.backstep.model.BackstepException;
import dev.backstep.tool.Quoted;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A copy of the live database on its own server, for as long as one rehearsal takes; nobody else may connect to it. */
public final class ServerCopy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerCopy.class);

    private final Database live;
    private final CopyBook book;
    private final String name;

    private ServerCopy(Database live, CopyBook book, String name) {
        this.live = live;
        this.book = book;
        this.name = name;
    }

    /**
     * Makes the copy; what could be made of it when that fails is removed.
     *
     * @param cancel hears what cancels the copying, which takes long where there is much to copy
     */
    public static ServerCopy make(Database live, CopyBook book, Consumer<Runnable> cancel) throws BackstepException {
        ServerCopy copy = new ServerCopy(live, book, book.begin(live.read(live::identity)));
        try {
            live.alone(session -> {
                cancel.accept(() -> cancel(session));
                copy.copy(session);
            });
            return copy;
        } catch (BackstepException e) {
            copy.close();
            throw e;
        }
    }

    private static void cancel(Connection session) {
        try {
            session.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.warn("The copying of a database could not be cancelled", e);
        }
    }

    /** The copy, to be closed before this. */
    public Database open() throws BackstepException {
        return live.beside(name);
    }

    /** Closed to everybody until the rights on it are its owner's alone: a copy has none of the live database's. */
    private void copy(Connection session) throws SQLException {
        String copy = Quoted.identifier(name);
        send(
                session,
                "CREATE DATABASE " + copy + " TEMPLATE "
                        + Quoted.identifier(text(session, "SELECT pg_catalog.current_database()")
                                .getFirst()) + " ALLOW_CONNECTIONS false");
        send(session, "REVOKE ALL ON DATABASE " + copy + " FROM PUBLIC");
        for (String setting : text(session, """
                SELECT DISTINCT pg_catalog.split_part(each, '=', 1)
                FROM pg_catalog.pg_db_role_setting s, LATERAL pg_catalog.unnest(s.setconfig) AS each
                WHERE s.setdatabase = (SELECT oid FROM pg_catalog.pg_database
                                       WHERE datname = pg_catalog.current_database())
                  AND s.setrole IN (0, (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user))
                """)) {
            // The session has them as the live database gives them.
            send(session, "ALTER DATABASE " + copy + " SET " + Quoted.identifier(setting) + " FROM CURRENT");
        }
        send(session, "ALTER DATABASE " + copy + " ALLOW_CONNECTIONS true");
    }

    private static void send(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private static List<String> text(Connection session, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    /** Removes the copy. */
    @Override
    public void close() throws BackstepException {
        book.remove(live, name);
    }
}
