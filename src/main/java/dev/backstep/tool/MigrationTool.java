package dev.backstep.tool;

import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Migration;
import dev.backstep.model.Note;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A migration tool: how it names and reads files, keeps its history, locks, and records a step.
 *
 * <p>Implementations hold no state. The methods with a connection only read. What changes the database is given as text,
 * so that a run sends, and an export prints, the same statements.
 */
public interface MigrationTool {

    /** The tool's own name, such as {@code golang-migrate}; also its id in {@link HistoryTable#tool()}. */
    String name();

    /**
     * Takes a file name apart; empty when the tool would not take the file for a migration.
     *
     * @param fileName without folders
     */
    Optional<ScriptName> parse(String fileName);

    /** Whether names do not say it all, so that every file is to be {@linkplain #open opened}. */
    default boolean opensFiles() {
        return false;
    }

    /**
     * Reads what is in a file; asked only of a tool that {@link #opensFiles}.
     *
     * @return empty when the tool would not take the file for a migration
     */
    default Optional<FileText> open(ScriptName name, byte[] file) {
        throw new UnsupportedOperationException(name());
    }

    /** Whether its migrations come with scripts that undo them. */
    default boolean hasDownScripts() {
        return true;
    }

    /** Whether the tool takes the files of a folder in a migration folder for its own, as if they stood beside it. */
    default boolean descends(String folderName) {
        return false;
    }

    /** The history tables of this tool that the connection's role can see, ordered by schema and name. */
    List<HistoryTable> findHistories(Connection connection) throws SQLException;

    /**
     * What the database says was applied.
     *
     * @throws BackstepException when the table holds what the tool itself never writes
     */
    History read(Connection connection, HistoryTable table) throws SQLException, BackstepException;

    /**
     * What to give the tool's own program so that it undoes applied migrations, for a tool whose migrations are undone by
     * programs ({@link dev.backstep.model.Script.Trait#PROGRAM}).
     *
     * @param target the newest migration that stays; null for none
     * @param undone what goes, newest first
     * @return its arguments; empty where it cannot stop there, or has no such command
     */
    default List<String> commandToUndo(@Nullable Version target, List<Version> undone) {
        return List.of();
    }

    /** The advisory locks to hold during a run, in the order in which to take them; none where the tool takes none. */
    List<AdvisoryLock> locks(Connection connection, HistoryTable table) throws SQLException;

    /**
     * What records a step as the tool itself would, for the transaction of the step.
     *
     * @param before the history before the step
     * @param undone what the step undoes
     * @param leavesAt the version it leaves the database at; null for nothing applied
     */
    List<String> recording(History before, Version undone, @Nullable Version leavesAt);

    /**
     * What records a migration as applied, as the tool itself would, for the transaction of the step. It stands above all
     * that is applied before.
     *
     * @param before the history before the step
     * @param applied what the step applies; its up script is there
     */
    List<String> recordingApplied(History before, Migration applied);

    /**
     * What records a step that undoes {@code migration}, or applies it where that is also the version it leaves.
     *
     * @see History#after(Migration, Version)
     */
    default List<String> recording(History before, Migration migration, @Nullable Version leavesAt) {
        return migration.version().equals(leavesAt)
                ? recordingApplied(before, migration)
                : recording(before, migration.version(), leavesAt);
    }

    /**
     * What takes the mark off a migration that began and did not end: it is recorded as undone, or as applied where it is also
     * the version that is left.
     */
    default List<String> recordingRepaired(History before, Migration migration, @Nullable Version leavesAt) {
        return recording(before, migration, leavesAt);
    }

    /** What records that nothing is applied, whatever was: the table is left as the tool makes it. */
    default List<String> recordingNothing(History before) {
        return List.of("DELETE FROM " + Quoted.table(before.table()));
    }

    /** The privileges on the history table that {@link #recording} needs, in PostgreSQL's words. */
    List<String> privileges();

    /** The privileges on the history table that {@link #recordingApplied} needs, in PostgreSQL's words. */
    default List<String> privilegesToApply() {
        return List.of("INSERT");
    }

    /** How to see, in SQL alone, that the history is this one. */
    Expectation expectation(History history);

    /**
     * What the tool itself says of a row of this timeline: its word for the state, and the cases that its script tells apart.
     *
     * @param root the checkout's top folder, where a tool may keep notes of its own
     */
    default Function<TimelineRow, List<Note>> words(Timeline timeline, Path root) {
        return row -> List.of();
    }

    /**
     * An advisory lock of the tool.
     *
     * @param key the key given to {@code pg_advisory_lock(bigint)}
     * @param holder who takes it, such as {@code golang-migrate command line}
     */
    record AdvisoryLock(long key, String holder) {}

    /**
     * A question and its answer.
     *
     * @param query a query of one text
     * @param answer what it yields as long as nothing has changed
     */
    record Expectation(String query, String answer) {}
}
