package dev.backstep.tool.botpress;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.backstep.model.BackstepException;
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
import dev.backstep.tool.ScriptName.Direction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * botpress/messaging.
 *
 * <p>Its table has a row for each version of the application that ran on the database; the newest row counts. A migration is
 * applied when its own version is not above that. Migrations are TypeScript classes, up and down; Backstep runs neither.
 * There is no lock. Rules are read from its sources at e7d8faf5 ({@code packages/engine/src/migration}, {@code …/meta}).
 */
public final class Botpress implements MigrationTool {

    static final String NAME = "botpress";

    private static final String TABLE = "msg_meta";
    private static final List<String> COLUMNS = List.of("data jsonb", "time timestamp with time zone");

    /** As knex writes them for SQLite. */
    private static final List<String> COLUMNS_IN_FILE = List.of("data JSON", "time DATETIME");

    private static final Pattern FILE = Pattern.compile("([0-9]+\\.[0-9]+\\.[0-9]+)-(.+)\\.ts");
    private static final Pattern NO_MIGRATION = Pattern.compile(".*\\.(d|test|spec)\\.ts");
    private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+");
    private static final String NEWEST = "SELECT data FROM %s ORDER BY time DESC LIMIT 1";

    @Override
    public String name() {
        return NAME;
    }

    /** The file's name is a habit ({@code 1.1.8-user-data.ts} is 1.2.8); what counts is in the file. */
    @Override
    public Optional<ScriptName> parse(String fileName) {
        Matcher name = FILE.matcher(fileName);
        if (!name.matches() || NO_MIGRATION.matcher(fileName).matches()) {
            return Optional.empty();
        }
        return Optional.of(new ScriptName(Version.named(name.group(1), name.group(2)), name.group(2), Direction.BOTH));
    }

    @Override
    public boolean opensFiles() {
        return true;
    }

    @Override
    public Optional<FileText> open(ScriptName name, byte[] file) {
        return MigrationClass.read(file);
    }

    @Override
    public List<HistoryTable> findHistories(Connection connection) throws SQLException {
        Optional<HistoryTable> inFile = HistoryTables.inFile(connection, NAME, TABLE, COLUMNS_IN_FILE);
        return inFile.map(List::of)
                .orElse(HistoryTables.withColumns(connection, NAME, COLUMNS).stream()
                        .filter(table -> table.name().equals(TABLE))
                        .toList());
    }

    /** Without a row botpress itself takes 0.0.0. */
    @Override
    public History read(Connection connection, HistoryTable table) throws SQLException, BackstepException {
        String query = NEWEST.formatted(Quoted.table(table));
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            Version current = rows.next() ? version(table, rows.getString(1)) : null;
            return new History(table, Keeping.APPLICATION, current, false, List.of());
        }
    }

    @Override
    public List<AdvisoryLock> locks(Connection connection, HistoryTable table) {
        return List.of();
    }

    /**
     * {@code migrate down} with the version to stop at: it undoes what is above it, and records it. Of several migrations of one
     * version it undoes all or none.
     */
    @Override
    public List<String> commandToUndo(@Nullable Version target, List<Version> undone) {
        String to = target == null ? "0.0.0" : target.shown();
        return undone.stream().anyMatch(version -> version.shown().equals(to))
                ? List.of()
                : List.of("migrate", "down", "--target", to);
    }

    /** One row more: the table is only ever added to. */
    @Override
    public List<String> recording(History before, Version undone, @Nullable Version leavesAt) {
        return recording(before, leavesAt == null ? "0.0.0" : leavesAt.shown());
    }

    @Override
    public List<String> recordingApplied(History before, Migration applied) {
        return recording(before, applied.version().shown());
    }

    private static List<String> recording(History before, String version) {
        String data = "{\"version\":\"" + version + "\"}";
        return List.of("INSERT INTO " + Quoted.table(before.table()) + " (time, data) VALUES (now(), "
                + Quoted.literal(data) + ")");
    }

    @Override
    public List<String> privileges() {
        return List.of("INSERT");
    }

    @Override
    public Expectation expectation(History history) {
        String newest = NEWEST.formatted(Quoted.table(history.table())).replace("data", "data->>'version'");
        Version current = history.current();
        return new Expectation("SELECT coalesce((" + newest + "), '')", current == null ? "" : current.text());
    }

    private static Version version(HistoryTable table, @Nullable String data) throws BackstepException {
        if (parsed(data) instanceof JsonObject row
                && row.get("version") instanceof JsonPrimitive version
                && VERSION.matcher(version.getAsString()).matches()) {
            return new Version(version.getAsString());
        }
        throw new BackstepException("botpress.noVersion", null, table.toString());
    }

    private static @Nullable JsonElement parsed(@Nullable String data) {
        try {
            return data == null ? null : JsonParser.parseString(data);
        } catch (JsonParseException e) {
            return null;
        }
    }
}
