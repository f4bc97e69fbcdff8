package dev.backstep.tool.dbmate;

import dev.backstep.model.AppliedRecord;
import dev.backstep.model.History;
import dev.backstep.model.History.Keeping;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Migration;
import dev.backstep.model.Version;
import dev.backstep.tool.FileText;
import dev.backstep.tool.HistoryTables;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.Quoted;
import dev.backstep.tool.ScriptName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * dbmate v2 with its PostgreSQL driver.
 *
 * <p>Its history is a row {@code (version varchar)} for each migration and says nothing more: neither in which order they
 * were applied nor what was in them. dbmate takes no lock. Rules are read from its sources at v2.36.0
 * ({@code pkg/dbmate}, {@code pkg/driver/postgres}).
 */
public final class Dbmate implements MigrationTool {

    static final String NAME = "dbmate";

    private static final List<String> COLUMNS = List.of("version character varying");

    /** {@code migrationFileRegexp}; as in Go a dot matches everything but a line feed. */
    private static final Pattern FILE = Pattern.compile("([0-9]+)(.*)\\.sql", Pattern.UNIX_LINES);

    /** Rails keeps its own history in a table of the very same form, and this one beside it. */
    private static final String RAILS = """
            SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = 'ar_internal_metadata'
            """;

    @Override
    public String name() {
        return NAME;
    }

    /** The version is the digits as they stand, zeros included: dbmate compares texts. */
    @Override
    public Optional<ScriptName> parse(String fileName) {
        Matcher name = FILE.matcher(fileName);
        if (!name.matches()) {
            return Optional.empty();
        }
        String title = name.group(2).startsWith("_") ? name.group(2).substring(1) : name.group(2);
        return Optional.of(new ScriptName(new Version(name.group(1)), title, ScriptName.Direction.BOTH));
    }

    @Override
    public boolean opensFiles() {
        return true;
    }

    @Override
    public Optional<FileText> open(ScriptName name, byte[] file) {
        return Blocks.read(file);
    }

    @Override
    public List<HistoryTable> findHistories(Connection connection) throws SQLException {
        List<HistoryTable> found = new ArrayList<>();
        for (HistoryTable table : HistoryTables.withColumns(connection, NAME, COLUMNS)) {
            if (!isRails(connection, table)) {
                found.add(table);
            }
        }
        return found;
    }

    /** The table does not say what was applied last; dbmate's own order is that of the versions. */
    @Override
    public History read(Connection connection, HistoryTable table) throws SQLException {
        String query = "SELECT version FROM " + Quoted.table(table);
        List<AppliedRecord> records = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                records.add(AppliedRecord.of(new Version(rows.getString(1))));
            }
        }
        records.sort((a, b) -> b.version().compareTo(a.version()));
        return History.ofRows(table, Keeping.ROWS_FILLING_GAPS, false, records);
    }

    @Override
    public List<AdvisoryLock> locks(Connection connection, HistoryTable table) {
        return List.of();
    }

    @Override
    public List<String> recording(History before, Version undone, @Nullable Version leavesAt) {
        return List.of(
                "DELETE FROM " + Quoted.table(before.table()) + " WHERE version = " + Quoted.literal(undone.text()));
    }

    @Override
    public List<String> recordingApplied(History before, Migration applied) {
        return List.of("INSERT INTO " + Quoted.table(before.table()) + " (version) VALUES ("
                + Quoted.literal(applied.version().text()) + ")");
    }

    @Override
    public List<String> privileges() {
        return List.of("DELETE");
    }

    @Override
    public Expectation expectation(History history) {
        String query = "SELECT coalesce(string_agg(version, ' ' ORDER BY version COLLATE \"C\"), '') FROM "
                + Quoted.table(history.table());
        String answer = history.records().stream()
                .map(record -> record.version().text())
                .sorted()
                .collect(Collectors.joining(" "));
        return new Expectation(query, answer);
    }

    private static boolean isRails(Connection connection, HistoryTable table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RAILS)) {
            statement.setString(1, table.schema());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
