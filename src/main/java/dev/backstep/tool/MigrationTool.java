package dev.backstep.tool;

import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Version;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A migration tool: how it names files, keeps its history, locks, and records a step.
 *
 * <p>Implementations hold no state. The reading methods run in read-only transactions; {@link #lockHistory} and
 * {@link #record} are called by a confirmed run only.
 */
public interface MigrationTool {

    /** The tool's own name, such as {@code golang-migrate}; also its id in {@link HistoryTable#tool()}. */
    String name();

    /** Takes a file name apart; empty when the tool would not take the file for a migration. */
    Optional<ScriptName> parse(String fileName);

    /** The history tables of this tool that the connection's role can see, ordered by schema and name. */
    List<HistoryTable> findHistories(Connection connection) throws SQLException;

    /**
     * What the database says was applied.
     *
     * @throws BackstepException when the table holds what the tool itself never writes
     */
    History read(Connection connection, HistoryTable table) throws SQLException, BackstepException;

    /**
     * A short text that is another one whenever the tool has written its history, also when it wrote the same again; cheap
     * enough to be asked for every second.
     */
    String stamp(Connection connection, HistoryTable table) throws SQLException;

    /** The advisory locks to hold during a run, in the order in which to take them. */
    List<AdvisoryLock> locks(Connection connection, HistoryTable table) throws SQLException;

    /** Locks the history table until the transaction ends, so that a starting application waits. */
    void lockHistory(Connection connection, HistoryTable table) throws SQLException;

    /** Writes the position the tool itself would write after a clean step; null is the tool's "nothing applied". */
    void record(Connection connection, HistoryTable table, @Nullable Version position) throws SQLException;

    /**
     * An advisory lock of the tool.
     *
     * @param key the key given to {@code pg_advisory_lock(bigint)}
     * @param holder who takes it, such as {@code golang-migrate command line}
     */
    record AdvisoryLock(long key, String holder) {}
}
