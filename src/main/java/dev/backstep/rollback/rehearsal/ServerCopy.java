package dev.backstep.rollback.rehearsal;

import dev.backstep.database.Database;
import dev.backstep.model.BackstepException;
import dev.backstep.replay.Supervised;
import dev.backstep.tool.Quoted;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of a live database on its own server, rows and all; nobody else may connect to it. What runs there takes as long as
 * it takes: only a person ends it.
 */
public final class ServerCopy implements DatabaseCopy, Supervised {

    private static final Logger LOG = LoggerFactory.getLogger(ServerCopy.class);

    private final Database live;
    private final CopyBook book;
    private final String name;

    private final BooleanSupplier cancelled;
    private final Consumer<Runnable> underWay;
    private @Nullable Database opened;

    private ServerCopy(
            Database live, CopyBook book, String name, BooleanSupplier cancelled, Consumer<Runnable> underWay) {
        this.live = live;
        this.book = book;
        this.name = name;
        this.cancelled = cancelled;
        this.underWay = underWay;
    }

    /**
     * Makes the copy; what could be made of it when that fails is removed. It takes the room of the whole database, and while
     * it is made nobody can connect to the live one.
     *
     * @param book keeps its name before it is made
     * @param cancelled whether a person wants to end it
     * @param underWay hears what cancels the copying, which takes long where there is much to copy, and then each script
     */
    public static ServerCopy make(Database live, CopyBook book, BooleanSupplier cancelled, Consumer<Runnable> underWay)
            throws BackstepException {
        ServerCopy copy = new ServerCopy(live, book, book.begin(live.read(live::identity)), cancelled, underWay);
        try {
            live.alone(session -> {
                underWay.accept(() -> cancel(session));
                copy.copy(session);
            });
            copy.opened = live.beside(copy.name);
            return copy;
        } catch (BackstepException e) {
            copy.close();
            throw e;
        }
    }

    @Override
    public Database database() {
        return Objects.requireNonNull(opened, "it is open");
    }

    @Override
    public Supervised supervision() {
        return this;
    }

    @Override
    public void watch(Runnable cancel) {
        underWay.accept(cancel);
        if (cancelled.getAsBoolean()) {
            cancel.run();
        }
    }

    @Override
    public @Nullable String watched() {
        return null;
    }

    @Override
    public boolean cancelRequested() {
        return cancelled.getAsBoolean();
    }

    private static void cancel(Connection session) {
        try {
            session.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.warn("The copying of a database could not be cancelled", e);
        }
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
        if (opened != null) {
            opened.close();
        }
        book.remove(live, name);
    }
}
