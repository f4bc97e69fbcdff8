package dev.backstep.rollback.program;

import dev.backstep.database.Database;
import dev.backstep.model.BackstepException;
import dev.backstep.rollback.saved.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps everybody from writing to the live database's tables while a command is rehearsed: a program that does not do as it
 * is told waits at its first write, is noticed there, and is ended before the locks go. Reading goes on.
 */
final class LiveGuard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveGuard.class);
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String TABLES = """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
              AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND pg_catalog.has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE')
            ORDER BY 1, 2
            """;

    private final Database live;
    private final Connection session;
    private final int pid;
    private final Runnable trespassed;
    private final Thread watch;
    private volatile boolean closing;
    private volatile @Nullable String trespasser;

    private LiveGuard(Database live, Connection session, int pid, Runnable trespassed) {
        this.live = live;
        this.session = session;
        this.pid = pid;
        this.trespassed = trespassed;
        this.watch = Thread.ofVirtual().start(this::watch);
    }

    /**
     * Locks all tables that the role can lock.
     *
     * @param trespassed is told when somebody waits for one of them
     * @throws BackstepException when somebody else keeps one of them
     */
    static LiveGuard take(Database live, Runnable trespassed) throws BackstepException {
        Connection session = live.connectForRun();
        try (Statement statement = session.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("SET LOCAL lock_timeout = 3000");
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(TABLES)) {
                while (rows.next()) {
                    tables.add("ONLY " + new TableName(rows.getString(1), rows.getString(2)).sql());
                }
            }
            if (!tables.isEmpty()) {
                statement.execute("LOCK TABLE " + String.join(", ", tables) + " IN SHARE ROW EXCLUSIVE MODE");
            }
            try (ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
                row.next();
                return new LiveGuard(live, session, row.getInt(1), trespassed);
            }
        } catch (SQLException e) {
            close(session);
            throw new BackstepException("program.guard.locked", e, String.valueOf(e.getMessage()));
        }
    }

    /** Who wanted to write to the live database meanwhile, in words; null where nobody did. */
    @Nullable
    String trespasser() {
        return trespasser;
    }

    private void watch() {
        while (!closing) {
            try {
                if (!waiting().isEmpty()) {
                    trespassed.run();
                }
                Thread.sleep(EVERY);
            } catch (BackstepException e) {
                LOG.warn("The live database could not be watched during a rehearsal", e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private record Waiting(int pid, String words) {}

    private List<Waiting> waiting() throws BackstepException {
        List<Waiting> found = live.read(connection -> {
            List<Waiting> waiting = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT pid, coalesce(usename, ''), coalesce(application_name, '') FROM pg_catalog.pg_stat_activity"
                                    + " WHERE " + pid + " = ANY (pg_catalog.pg_blocking_pids(pid))")) {
                while (rows.next()) {
                    waiting.add(new Waiting(rows.getInt(1), (rows.getString(2) + " " + rows.getString(3)).strip()));
                }
            }
            return waiting;
        });
        if (!found.isEmpty()) {
            trespasser = found.stream().map(Waiting::words).distinct().collect(Collectors.joining(", "));
        }
        return found;
    }

    /**
     * Ends who waits, and lets go of the tables. What waits on the server does not notice that its program has ended, and would
     * go on once the lock is free.
     */
    @Override
    public void close() throws BackstepException {
        closing = true;
        try {
            // Not interrupted: that would break the connection that it reads on.
            watch.join(PATIENCE);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (List<Waiting> left = waiting(); !left.isEmpty(); left = waiting()) {
                if (System.nanoTime() > deadline) {
                    throw new BackstepException(
                            "program.guard.stays", null, Objects.requireNonNullElse(trespasser, ""));
                }
                for (Waiting each : left) {
                    live.read(connection -> terminate(connection, each.pid()));
                }
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(session);
        }
    }

    private static boolean terminate(Connection connection, int pid) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_terminate_backend(" + pid + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Rolls back: nothing was written. */
    private static void close(Connection session) {
        try {
            session.close();
        } catch (SQLException e) {
            LOG.warn("The locks of a rehearsal went with their session", e);
        }
    }
}
