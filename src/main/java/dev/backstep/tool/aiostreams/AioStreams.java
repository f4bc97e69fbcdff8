package dev.backstep.tool.aiostreams;

import dev.backstep.model.AppliedRecord;
import dev.backstep.model.History;
import dev.backstep.model.History.Keeping;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Migration;
import dev.backstep.model.Note;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.tool.Dialect;
import dev.backstep.tool.FileText;
import dev.backstep.tool.HistoryTables;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.Quoted;
import dev.backstep.tool.ScriptName;
import dev.backstep.tool.ScriptName.Direction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * AIOStreams over PostgreSQL or SQLite.
 *
 * <p>Its history is a row for each migration; whatever has no row is run, wherever it stands. There are no down scripts.
 * Rules are read from its sources at 861ee6b3 ({@code packages/core/src/db/migrations}); the column that says whether
 * older builds may run is from its open pull request 1069, and read where it is there.
 */
public final class AioStreams implements MigrationTool {

    /** Its name, also in {@link HistoryTable#tool()}. */
    public static final String NAME = "aiostreams";

    /** {@code PG_ADVISORY_LOCK_KEY}. */
    static final long LOCK = 0x4149_4f53_4d49_4752L;

    private static final String TABLE = "_migrations";
    private static final Pattern FILE = Pattern.compile("([0-9]+)[_-](.+)\\.ts");
    private static final Pattern NO_MIGRATION = Pattern.compile(".*\\.(d|test|spec)\\.ts");

    private final Dialect dialect;

    /** @param dialect which of its files' texts are read */
    public AioStreams(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The file's name is a habit; what counts is in the file. */
    @Override
    public Optional<ScriptName> parse(String fileName) {
        Matcher name = FILE.matcher(fileName);
        if (!name.matches() || NO_MIGRATION.matcher(fileName).matches()) {
            return Optional.empty();
        }
        return Optional.of(new ScriptName(MigrationSource.version(name.group(1)), name.group(2), Direction.UP));
    }

    @Override
    public boolean opensFiles() {
        return true;
    }

    @Override
    public boolean hasDownScripts() {
        return false;
    }

    @Override
    public Optional<FileText> open(ScriptName name, byte[] file) {
        return MigrationSource.read(file, dialect);
    }

    @Override
    public List<HistoryTable> findHistories(Connection connection) throws SQLException {
        List<HistoryTable> found = new ArrayList<>();
        for (List<String> columns : MigrationRows.FORMS) {
            HistoryTables.withColumns(connection, NAME, columns).stream()
                    .filter(table -> table.name().equals(TABLE))
                    .forEach(found::add);
        }
        for (List<String> columns : MigrationRows.FORMS_IN_FILE) {
            HistoryTables.inFile(connection, NAME, TABLE, columns).ifPresent(found::add);
        }
        return found;
    }

    @Override
    public History read(Connection connection, HistoryTable table) throws SQLException {
        return History.ofRows(table, Keeping.ROWS_FILLING_GAPS, false, MigrationRows.read(connection, table));
    }

    @Override
    public List<AdvisoryLock> locks(Connection connection, HistoryTable table) {
        return dialect == Dialect.SQLITE ? List.of() : List.of(new AdvisoryLock(LOCK, "AIOStreams"));
    }

    /** A migration without a row is one that was not applied: that is all the tool knows. */
    @Override
    public List<String> recording(History before, Version undone, @Nullable Version leavesAt) {
        return List.of(
                "DELETE FROM " + Quoted.table(before.table()) + " WHERE id = " + Integer.parseInt(undone.text()));
    }

    /**
     * The time is the table's own default. A mark that older builds may run is left to the tool: without one they do not.
     */
    @Override
    public List<String> recordingApplied(History before, Migration applied) {
        return List.of("INSERT INTO " + Quoted.table(before.table()) + " (id, name) VALUES ("
                + Integer.parseInt(applied.version().text()) + ", " + Quoted.literal(applied.name()) + ")");
    }

    @Override
    public List<String> privileges() {
        return List.of("DELETE");
    }

    @Override
    public Function<TimelineRow, List<Note>> words(Timeline timeline, Path root) {
        return row -> List.of(new Note.NoDownScripts("AIOStreams"));
    }

    @Override
    public Expectation expectation(History history) {
        String table = Quoted.table(history.table());
        String query = dialect == Dialect.SQLITE
                ? "SELECT coalesce(group_concat(id, ' '), '') FROM (SELECT id FROM " + table + " ORDER BY id)"
                : "SELECT coalesce(string_agg(id::text, ' ' ORDER BY id), '') FROM " + table;
        String answer = history.records().stream()
                .map(AppliedRecord::version)
                .sorted()
                .map(Version::text)
                .collect(Collectors.joining(" "));
        return new Expectation(query, answer);
    }
}
