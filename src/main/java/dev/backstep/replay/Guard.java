package dev.backstep.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a replay's script from outside: when a person cancels, when it takes too long, and when its database grows too
 * large. It asks first, again and again, since a server between two statements passes over the wish; a script can catch
 * that, so after a while its session is ended.
 */
final class Guard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final String END_SESSIONS =
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = ?";

    private static final long TICK_MILLIS = 100;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Most scripts have ended by then, and their databases are not measured at all. */
    private static final long UNMEASURED_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Why a script is ended. */
    enum Reason {
        CANCELLED,
        TOO_LONG,
        TOO_LARGE
    }

    private final ReplayLimits limits;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean requested;
    private volatile boolean closed;
    private @Nullable Watched watched;
    private @Nullable Connection overseer;

    /** What is watched: a script that runs somewhere. */
    interface Script {

        /** Lets go of what the script has raised so far. */
        void forgetNotices() throws SQLException;

        /** Asks the server to cancel what the script does now; asked again and again. */
        void cancelStatement() throws SQLException;
    }

    /** A script under way. */
    private static final class Watched {
        private final ScriptRole role;
        private final Script script;
        private final String database;
        private final long since;
        private @Nullable Reason reason;
        private long asked;

        Watched(ScriptRole role, Script script, String database, long since) {
            this.role = role;
            this.script = script;
            this.database = database;
            this.since = since;
        }
    }

    Guard(ReplayLimits limits) {
        this.limits = limits;
        Thread.ofVirtual().name("guard-replay").start(this::watch);
    }

    /** Asks the replay to stop; returns at once. */
    void request() {
        requested = true;
        wake.release();
    }

    boolean requested() {
        return requested;
    }

    /**
     * A script begins on a database of the role, where nothing else runs.
     *
     * @param since when its first attempt began, by {@link System#nanoTime}: all its attempts share one limit
     */
    synchronized void begin(ScriptRole role, Script script, String database, long since) {
        watched = new Watched(role, script, database, since);
    }

    /** Whether a script whose first attempt began then has had its time. */
    boolean tooLong(long since) {
        return System.nanoTime() - since > limits.script().toNanos();
    }

    /** The script has ended; nothing is done to its session from now on. Tells why it was ended; null if it was not. */
    synchronized @Nullable Reason end() {
        Watched script = watched;
        watched = null;
        return script == null ? null : script.reason;
    }

    private void watch() {
        try {
            while (!closed) {
                tick();
                wake.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void tick() {
        Watched script = watched;
        if (script == null || closed) {
            return;
        }
        try {
            script.script.forgetNotices();
            if (script.reason == null) {
                script.reason = reason(script);
                script.asked = System.nanoTime();
            }
            if (script.reason == null) {
                return;
            }
            if (System.nanoTime() - script.asked < PATIENCE_NANOS) {
                script.script.cancelStatement();
            } else {
                ask(script, END_SESSIONS, script.database);
            }
        } catch (SQLException e) {
            LOG.warn("A script of a replay could not be watched", e);
        }
    }

    private @Nullable Reason reason(Watched script) throws SQLException {
        long running = System.nanoTime() - script.since;
        if (requested) {
            return Reason.CANCELLED;
        }
        if (tooLong(script.since)) {
            return Reason.TOO_LONG;
        }
        boolean large = running > UNMEASURED_NANOS
                && ask(script, "SELECT pg_database_size(?)", script.database) > limits.bytes();
        return large ? Reason.TOO_LARGE : null;
    }

    private long ask(Watched script, String sql, String parameter) throws SQLException {
        if (overseer == null) {
            overseer = script.role.overseer();
        }
        try (PreparedStatement statement = overseer.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getObject(1) instanceof Long size ? size : 0;
            }
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        closed = true;
        watched = null;
        wake.release();
        if (overseer != null) {
            overseer.close();
        }
    }
}
