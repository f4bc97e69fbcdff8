package dev.backstep.rollback.run;

import dev.backstep.database.Locks;
import dev.backstep.model.Session;
import dev.backstep.text.Text;
import dev.backstep.tool.MigrationTool.AdvisoryLock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tool's advisory locks, held by the run's session from before the first statement until its end. */
final class ToolLocks {

    private static final Logger LOG = LoggerFactory.getLogger(ToolLocks.class);
    private static final Duration POLL = Duration.ofMillis(200);

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
        int taken = tryLocks(0);
        while (taken < keys.size()) {
            List<Session> holders = Locks.holders(connection, keys);
            if (System.nanoTime() >= deadline) {
                release();
                throw Halt.lockHeld(holders);
            }
            progress.waitingForLock(holders);
            cancel.pause(POLL);
            taken = tryLocks(taken);
        }
    }

    /**
     * Takes again what a script let go of, as {@code pg_advisory_unlock_all()} does, and then sends a text, in one message of
     * the open transaction. What is held is taken once more, which PostgreSQL counts: that is far cheaper than to look through
     * all locks.
     *
     * @return the id of the transaction before the text; null when it had none, so that it cannot be one that had
     * @throws Halt when a lock could not be taken; the transaction is then to be rolled back, with what the text did in it
     */
    @Nullable
    String keepAndSend(String text) throws SQLException, Halt {
        String all = keys.stream()
                .map(" AND pg_catalog.pg_try_advisory_lock(%d)"::formatted)
                .collect(Collectors.joining("", "SELECT pg_catalog.txid_current_if_assigned(), true", "; "));
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(all + text);
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                if (!rows.getBoolean(2)) {
                    throw Halt.stopped(Text.of("run.lockLost"));
                }
                return rows.getString(1);
            }
        }
    }

    /** Lets go of all; what cannot be said to the server any more, it does itself when the session ends. */
    void release() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_catalog.pg_advisory_unlock_all()");
        } catch (SQLException e) {
            LOG.debug("The locks go with the session", e);
        }
    }

    /** Takes one after the other up to the first that is not free, and says which that is; all are taken when there is none. */
    private int tryLocks(int first) throws SQLException {
        if (first == keys.size()) {
            return first;
        }
        // PostgreSQL looks at no WHEN after the first that is true.
        String each = IntStream.range(first, keys.size())
                .mapToObj(i -> "WHEN NOT pg_catalog.pg_try_advisory_lock(" + keys.get(i) + ") THEN " + i)
                .collect(Collectors.joining(" ", "SELECT CASE ", " ELSE " + keys.size() + " END"));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(each)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
