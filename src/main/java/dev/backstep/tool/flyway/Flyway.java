package dev.backstep.tool.flyway;

import dev.backstep.model.AppliedRecord;
import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.History.Keeping;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Migration;
import dev.backstep.model.Note;
import dev.backstep.model.Script;
import dev.backstep.model.Script.Trait;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.tool.FileText;
import dev.backstep.tool.FileText.Part;
import dev.backstep.tool.HistoryTables;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.Quoted;
import dev.backstep.tool.ScriptName;
import dev.backstep.tool.ScriptName.Direction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Flyway with its default file names. Rules are read from its sources at version 13.
 *
 * <p>A migration is undone by its {@code U} file. Flyway's paid edition would add a row of type {@code UNDO_SQL}, which
 * the free one refuses to read; so the undone migration's own row is removed, which every edition understands.
 */
public final class Flyway implements MigrationTool {

    static final String NAME = "flyway";

    private static final List<String> COLUMNS = List.of(
            "checksum integer",
            "description character varying",
            "execution_time integer",
            "installed_by character varying",
            "installed_on timestamp without time zone",
            "installed_rank integer",
            "script character varying",
            "success boolean",
            "type character varying",
            "version character varying");

    /** {@code PostgreSQLAdvisoryLockTemplate}: the letters F, l, y, w, a, y. */
    private static final long LOCK = 0x466C79776179L;

    /** The ranks of the rows that count, as {@link FlywayRows} takes them together. */
    private static final String IN_FORCE = """
            SELECT coalesce(string_agg(r.installed_rank::text, ',' ORDER BY r.installed_rank), '')
            FROM {table} r
            WHERE r.type NOT IN ('SCHEMA', 'DELETE') AND left(r.type, 5) <> 'UNDO_'
              AND NOT EXISTS (
                SELECT FROM {table} l
                WHERE l.installed_rank > r.installed_rank AND l.version IS NOT DISTINCT FROM r.version
                  AND (l.success AND (l.type = 'DELETE' OR left(l.type, 5) = 'UNDO_') OR l.version IS NULL)
                  AND (l.version IS NOT NULL OR l.description = r.description))
            """;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<ScriptName> parse(String fileName) {
        return FlywayName.parse(fileName);
    }

    @Override
    public boolean opensFiles() {
        return true;
    }

    /**
     * What is replaced in a repeatable script is in its checksum, too, and not known here; so such a script has none. Flyway
     * takes the files of all folders below its own.
     */
    @Override
    public Optional<FileText> open(ScriptName name, byte[] file) {
        boolean placeholders = new String(file, StandardCharsets.ISO_8859_1).contains("${");
        Part part = new Part(file, placeholders ? Set.of(Trait.PLACEHOLDERS) : Set.of());
        if (name.direction() == Direction.DOWN) {
            return Optional.of(new FileText(null, part, null));
        }
        boolean known = !(placeholders && name.version().isRepeatable());
        return Optional.of(new FileText(part, null, known ? String.valueOf(FlywayChecksum.of(file)) : null));
    }

    @Override
    public List<HistoryTable> findHistories(Connection connection) throws SQLException {
        return HistoryTables.withColumns(connection, NAME, COLUMNS);
    }

    @Override
    public History read(Connection connection, HistoryTable table) throws SQLException, BackstepException {
        FlywayRows rows = FlywayRows.read(connection, table);
        return History.ofRows(table, Keeping.ROWS, rows.failed(), rows.newestFirst());
    }

    /** The same key for its locks of a session and of a transaction. */
    @Override
    public List<AdvisoryLock> locks(Connection connection, HistoryTable table) {
        String quoted = '"' + table.schema() + "\".\"" + table.name() + '"';
        return List.of(new AdvisoryLock(LOCK + quoted.hashCode(), "Flyway"));
    }

    @Override
    public List<String> recording(History before, Version undone, @Nullable Version leavesAt) {
        String rank = before.records().stream()
                .filter(record -> record.version().equals(undone))
                .map(AppliedRecord::row)
                .map(row -> Objects.requireNonNull(row).id())
                .findFirst()
                .orElseThrow();
        return List.of(
                "DELETE FROM " + Quoted.table(before.table()) + " WHERE installed_rank = " + Integer.parseInt(rank));
    }

    /**
     * As {@code JdbcTableSchemaHistory} adds it: the next rank, the version as the file writes it, the time by the table's own
     * default. The execution time is the one from the beginning of the transaction, in ms.
     */
    @Override
    public List<String> recordingApplied(History before, Migration applied) {
        Script up = Objects.requireNonNull(applied.up());
        String table = Quoted.table(before.table());
        String checksum = up.checksum() == null ? "NULL" : String.valueOf(Integer.parseInt(up.checksum()));
        return List.of("INSERT INTO " + table + " (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success) SELECT coalesce(max(installed_rank), 0) + 1, "
                + Quoted.literal(FlywayName.written(up.fileName())
                        .orElse(applied.version().text())) + ", "
                + Quoted.literal(applied.name()) + ", 'SQL', " + Quoted.literal(up.fileName()) + ", " + checksum
                + ", current_user, (extract(epoch FROM pg_catalog.clock_timestamp() - pg_catalog.now()) * 1000)::integer,"
                + " true FROM " + table);
    }

    /** {@code flyway repair} removes the rows of failed migrations, too; one that was finished gets the row of one that was. */
    @Override
    public List<String> recordingRepaired(History before, Migration migration, @Nullable Version leavesAt) {
        List<String> statements = new ArrayList<>(recording(before, migration.version(), leavesAt));
        if (migration.version().equals(leavesAt)) {
            statements.addAll(recordingApplied(before, migration));
        }
        return statements;
    }

    @Override
    public List<String> privilegesToApply() {
        return List.of("INSERT", "SELECT");
    }

    @Override
    public List<String> privileges() {
        return List.of("DELETE");
    }

    @Override
    public Expectation expectation(History history) {
        String table = Quoted.table(history.table());
        boolean ranked = history.records().stream()
                .map(AppliedRecord::row)
                .noneMatch(row -> Objects.requireNonNull(row).id().isEmpty());
        if (!ranked) {
            // The rank of a row that is yet to be written is not known.
            String count = IN_FORCE.replaceFirst("(?m)^SELECT .*$", "SELECT count(*)::text");
            return new Expectation(
                    count.replace("{table}", table),
                    String.valueOf(history.records().size()));
        }
        String answer = history.records().stream()
                .map(AppliedRecord::row)
                .map(row -> Integer.valueOf(Objects.requireNonNull(row).id()))
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(","));
        return new Expectation(IN_FORCE.replace("{table}", table), answer);
    }

    @Override
    public Function<TimelineRow, List<Note>> words(Timeline timeline, Path root) {
        FlywayStates states = new FlywayStates(timeline);
        return row -> Stream.of(states.of(row))
                .filter(word -> !word.isEmpty())
                .<Note>map(word -> new Note.ToolsWord("Flyway", word, word.equals("Success") || word.equals("Pending")))
                .toList();
    }
}
