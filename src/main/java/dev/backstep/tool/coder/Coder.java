package dev.backstep.tool.coder;

import dev.backstep.model.AppliedRecord;
import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Migration;
import dev.backstep.model.Note;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.ScriptName;
import dev.backstep.tool.golangmigrate.GolangMigrate;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * coder's way with golang-migrate: its files, its table and its rules, with a lock of coder's own, archive folders, and on a
 * developer's machine the record of what was applied.
 *
 * <p>Rules are read from {@code coderd/database/migrations} and {@code scripts/develop} as of pull request 23466.
 */
public final class Coder implements MigrationTool {

    static final String NAME = "coder";

    /** The constant with which {@code coderd/database/migrations} locks instead of golang-migrate's own keys. */
    private static final AdvisoryLock LOCK = new AdvisoryLock(1037453835920848937L, "coder");

    /** {@code flatten.go}: the versions up to 500 are kept a hundred to a folder. */
    private static final Pattern ARCHIVE = Pattern.compile("[0-9]{6}-[0-9]{6}");

    private final GolangMigrate plain = new GolangMigrate();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<ScriptName> parse(String fileName) {
        return plain.parse(fileName);
    }

    @Override
    public boolean descends(String folderName) {
        return ARCHIVE.matcher(folderName).matches();
    }

    /** coder knows one table only: the unqualified {@code schema_migrations} in its own database. */
    @Override
    public List<HistoryTable> findHistories(Connection connection) throws SQLException {
        List<HistoryTable> found = new ArrayList<>();
        for (HistoryTable table : plain.findHistories(connection)) {
            if (table.name().equals("schema_migrations") && CoderRecords.isCoders(table, connection)) {
                found.add(new HistoryTable(NAME, table.schema(), table.name()));
            }
        }
        return found;
    }

    @Override
    public History read(Connection connection, HistoryTable table) throws SQLException, BackstepException {
        History history = plain.read(connection, table);
        Version current = history.current();
        List<AppliedRecord> records = current == null ? List.of() : CoderRecords.upTo(current, connection);
        return new History(table, current, history.dirty(), records);
    }

    @Override
    public List<AdvisoryLock> locks(Connection connection, HistoryTable table) throws SQLException {
        return Stream.concat(plain.locks(connection, table).stream(), Stream.of(LOCK))
                .sorted(Comparator.comparingLong(AdvisoryLock::key))
                .toList();
    }

    /**
     * coder's own records of what is undone go with it, as in its own rollback. Left in place they would prove the wrong
     * content once another branch applies the same number.
     */
    @Override
    public List<String> recording(History before, Version undone, @Nullable Version leavesAt) {
        List<String> statements = new ArrayList<>();
        if (!before.records().isEmpty()) {
            statements.add(CoderRecords.forget(undone, leavesAt));
        }
        statements.addAll(plain.recording(before, undone, leavesAt));
        return statements;
    }

    /** The position alone: to coder's own script what it did not apply itself is untracked, which it can live with. */
    @Override
    public List<String> recordingApplied(History before, Migration applied) {
        return plain.recordingApplied(before, applied);
    }

    /** Its record of what was applied is dropped with its schema before. */
    @Override
    public List<String> recordingNothing(History before) {
        return plain.recordingNothing(before);
    }

    @Override
    public List<String> privilegesToApply() {
        return plain.privilegesToApply();
    }

    @Override
    public List<String> privileges() {
        return plain.privileges();
    }

    @Override
    public Function<TimelineRow, List<Note>> words(Timeline timeline, Path root) {
        return new DevelopCases(timeline, MigrationCache.of(root))::of;
    }

    @Override
    public Expectation expectation(History history) {
        return plain.expectation(history);
    }
}
