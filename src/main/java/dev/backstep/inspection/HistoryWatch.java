package dev.backstep.inspection;

import dev.backstep.database.DatabaseReader;
import dev.backstep.model.BackstepException;
import dev.backstep.model.HistoryTable;
import dev.backstep.tool.HistoryTables;
import dev.backstep.tool.MigrationTool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the history tables of a database: asks for their stamps every {@value #PAUSE_MILLIS} ms, in a transaction that
 * ends at once, and calls back when they are not those of the last inspection. While the database does not answer it asks
 * less and less often, at last every {@value #LONGEST_MILLIS} ms.
 */
public final class HistoryWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryWatch.class);

    private static final long PAUSE_MILLIS = 1000;
    private static final long LONGEST_MILLIS = 30_000;
    private static final String UNDEFINED_TABLE = "42P01";

    private final OpenWorkspace workspace;
    private final List<MigrationTool> tools;
    private final Listener listener;
    private final BooleanSupplier wanted;
    private final Thread thread;
    private volatile boolean closed;

    private HistoryWatch(
            OpenWorkspace workspace, List<MigrationTool> tools, BooleanSupplier wanted, Listener listener) {
        this.workspace = workspace;
        this.tools = tools;
        this.wanted = wanted;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("history watch").unstarted(this::run);
    }

    /** Hears what the watch sees, on its thread; must not throw. */
    public interface Listener {

        /** The history is not the one that was inspected last; said again until it is inspected. */
        void changed();

        /** Whether the database answers; said when that has changed. */
        void answers(boolean answers);
    }

    /** @param wanted whether anybody looks; while it says no, nothing is asked */
    static HistoryWatch start(
            OpenWorkspace workspace, List<MigrationTool> tools, BooleanSupplier wanted, Listener listener) {
        HistoryWatch watch = new HistoryWatch(workspace, tools, wanted, listener);
        watch.thread.start();
        return watch;
    }

    /** Stops watching; no call follows one that is under way. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        boolean answered = false;
        long pause = PAUSE_MILLIS;
        while (!closed) {
            LockSupport.parkNanos(Duration.ofMillis(pause).toNanos());
            if (closed || !wanted.getAsBoolean()) {
                continue;
            }
            try {
                boolean changed = changed(workspace.opened());
                pause = PAUSE_MILLIS;
                tell(answered, true);
                answered = true;
                if (changed && !closed) {
                    listener.changed();
                }
            } catch (BackstepException e) {
                // A running migration holds its table's lock; that is no reason to look away.
                boolean locked =
                        e.key().equals("database.lockTimeout") || e.key().equals("sqlite.locked");
                pause = locked ? PAUSE_MILLIS : Math.min(pause * 2, LONGEST_MILLIS);
                tell(answered, locked && answered);
                answered = locked && answered;
            }
        }
    }

    private void tell(boolean before, boolean now) {
        if (before != now && !closed) {
            LOG.debug("The database answers: {}", now);
            listener.answers(now);
        }
    }

    private boolean changed(DatabaseReader database) throws BackstepException {
        Map<HistoryTable, String> inspected = workspace.stamps();
        return database.read(
                connection -> inspected.isEmpty() ? anyHistory(connection) : differ(connection, inspected));
    }

    private boolean anyHistory(Connection connection) throws SQLException {
        return !HistoryTables.of(connection, tools).isEmpty();
    }

    private static boolean differ(Connection connection, Map<HistoryTable, String> inspected) throws SQLException {
        try {
            for (Map.Entry<HistoryTable, String> each : inspected.entrySet()) {
                HistoryTable table = each.getKey();
                if (!HistoryTables.stamp(connection, table).equals(each.getValue())) {
                    return true;
                }
            }
            return false;
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }
}
