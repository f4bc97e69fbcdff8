package dev.backstep.rollback.run;

import dev.backstep.database.Locks;
import dev.backstep.model.Session;
import dev.backstep.text.Text;
import dev.backstep.tool.MigrationTool.AdvisoryLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tool's advisory locks, held by the run's session from before the first statement until its end. */
final class ToolLocks {

    private static final Logger LOG = LoggerFactory.getLogger(ToolLocks.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private static final String HELD = """
            SELECT (classid::bigint << 32) | objid::bigint
            FROM pg_catalog.pg_locks
            WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND pid = pg_catalog.pg_backend_pid()
            """;

    private final Connection connection;
    private final List<Long> keys;

    /** The locks are taken in this order, the same in every program that takes several. */
    ToolLocks(Connection connection, List<AdvisoryLock> locks) {
        this.connection = connection;
        this.keys = locks.stream().map(AdvisoryLock::key).toList();
    }

    /**
     * Takes all of them, and tries again until the time is over; never waits inside the server, where another waiter
     * would queue up behind.
     */
    void take(Duration time, CancelSwitch cancel, RunProgress progress) throws SQLException, Halt {
        long deadline = System.nanoTime() + time.toNanos();
        for (long key : keys) {
            while (!tryLock(key)) {
                List<Session> holders = Locks.holders(connection, keys);
                if (System.nanoTime() >= deadline) {
                    release();
                    throw Halt.lockHeld(holders);
                }
                progress.waitingForLock(holders);
                cancel.pause(POLL);
            }
        }
    }

    /** Takes again what a script let go of, as {@code pg_advisory_unlock_all()} does. */
    void keep() throws SQLException, Halt {
        Set<Long> held = held();
        for (long key : keys) {
            if (!held.contains(key) && !tryLock(key)) {
                throw Halt.stopped(Text.of("run.lockLost"));
            }
        }
    }

    /** Lets go of all; what cannot be said to the server any more, it does itself when the session ends. */
    void release() {
        try {
            for (long key : keys) {
                if (held().contains(key)) {
                    ask("SELECT pg_catalog.pg_advisory_unlock(?)", key);
                }
            }
        } catch (SQLException e) {
            LOG.debug("The locks go with the session", e);
        }
    }

    private boolean tryLock(long key) throws SQLException {
        return ask("SELECT pg_catalog.pg_try_advisory_lock(?)", key);
    }

    private boolean ask(String query, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setLong(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    private Set<Long> held() throws SQLException {
        Set<Long> held = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(HELD);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                held.add(rows.getLong(1));
            }
        }
        return held;
    }
}
