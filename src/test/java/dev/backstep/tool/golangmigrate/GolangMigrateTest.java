package dev.backstep.tool.golangmigrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.backstep.fixture.Postgres;
import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Version;
import dev.backstep.tool.HistoryTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GolangMigrateTest {

    private static final String COLUMNS = " (version bigint not null primary key, dirty boolean not null)";
    private static final HistoryTable TABLE = table("public", "schema_migrations");

    private final GolangMigrate tool = new GolangMigrate();
    private final Postgres database = Postgres.freshDatabase();

    @AfterEach
    void drop() {
        database.drop();
    }

    @Test
    void everyTableOfExactlyTheToolsColumnsIsAHistory() throws SQLException {
        database.execute("CREATE TABLE schema_migrations" + COLUMNS
                + "; CREATE TABLE vector_schema_migrations" + COLUMNS
                + "; CREATE SCHEMA \"My; drop\""
                + "; CREATE TABLE \"My; drop\".\"Ta\"\"ble\" (dirty boolean, version bigint)"
                + "; CREATE TABLE dbmate (version varchar primary key, dirty boolean)"
                + "; CREATE TABLE more (version bigint, dirty boolean, at timestamptz)"
                + "; CREATE TABLE fewer (version bigint)"
                + "; CREATE TABLE shrunk (version bigint, dirty boolean, at int); ALTER TABLE shrunk DROP COLUMN at"
                + "; CREATE VIEW seen AS SELECT * FROM schema_migrations"
                + "; CREATE TABLE narrow (version int, dirty boolean)");
        try (Connection connection = database.connect()) {
            assertEquals(
                    List.of(
                            table("My; drop", "Ta\"ble"),
                            TABLE,
                            table("public", "shrunk"),
                            table("public", "vector_schema_migrations")),
                    tool.findHistories(connection));
        }
    }

    @Test
    void aTableThatMayNotBeReadCountsOnlyOnTheSearchPath() throws SQLException {
        String role = "role_" + database.name();
        database.execute("CREATE ROLE " + role + " LOGIN; CREATE TABLE schema_migrations" + COLUMNS
                + "; CREATE SCHEMA other; CREATE TABLE other.schema_migrations" + COLUMNS);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE " + role);
            assertEquals(List.of(TABLE), tool.findHistories(connection));
            SQLException denied = assertThrows(SQLException.class, () -> tool.read(connection, TABLE));
            assertEquals("42501", denied.getSQLState());
        }
    }

    @Test
    void noRowIsNothingApplied() {
        history("");
        assertEquals(new History(TABLE, null, false, List.of()), read());
    }

    @Test
    void oneRowIsTheVersion() {
        history("INSERT INTO schema_migrations VALUES (20260101123000, false)");
        assertEquals(new History(TABLE, Version.of(20260101123000L), false, List.of()), read());
    }

    @Test
    void aDirtyRowIsDirty() {
        history("INSERT INTO schema_migrations VALUES (4, true)");
        assertEquals(new History(TABLE, Version.of(4), true, List.of()), read());
    }

    @Test
    void aDirtyNilVersionIsDirtyWithNothingApplied() {
        history("INSERT INTO schema_migrations VALUES (-1, true)");
        assertEquals(new History(TABLE, null, true, List.of()), read());
    }

    @Test
    void severalRowsSayNothing() {
        history("INSERT INTO schema_migrations VALUES (4, false), (5, false)");
        assertEquals("golangmigrate.severalRows", problem().key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(-2, false)", "(NULL, false)", "(4, NULL)"})
    void rowsTheToolNeverWritesSayNothing(String row) {
        database.execute("CREATE TABLE schema_migrations (version bigint, dirty boolean)");
        database.execute("INSERT INTO schema_migrations VALUES " + row);
        assertEquals("golangmigrate.badRow", problem().key());
    }

    @Test
    void aTableTruncatedAfterTheSnapshotIsNotTakenForEmpty() throws Exception {
        history("INSERT INTO schema_migrations VALUES (4, false)");
        try (Connection reader = database.connect()) {
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            reader.setAutoCommit(false);
            tool.findHistories(reader);
            database.execute(
                    "BEGIN; TRUNCATE schema_migrations; INSERT INTO schema_migrations VALUES (5, false); COMMIT");
            SQLException again = assertThrows(SQLException.class, () -> tool.read(reader, TABLE));
            assertEquals("40001", again.getSQLState());
            reader.rollback();
            assertEquals(new History(TABLE, Version.of(5), false, List.of()), tool.read(reader, TABLE));
        }
    }

    @Test
    void recordingWritesWhatTheToolWouldWrite() throws SQLException {
        history("INSERT INTO schema_migrations VALUES (5, false)");
        record(Version.of(4));
        assertEquals("4 f 1", row());
        record(null);
        assertEquals(null, row());
    }

    @Test
    void hostileNamesAreOnlyNames() throws Exception {
        HistoryTable hostile = table("Sch\"; DROP TABLE x; --", "Tä\"ble ☃ $$");
        database.execute("CREATE TABLE x (); CREATE SCHEMA " + Postgres.quote(hostile.schema()) + "; CREATE TABLE "
                + Postgres.quote(hostile.schema()) + "." + Postgres.quote(hostile.name()) + COLUMNS);
        try (Connection connection = database.connect()) {
            assertEquals(List.of(hostile), tool.findHistories(connection));
            connection.setAutoCommit(false);
            send(connection, HistoryTables.lock(hostile));
            record(connection, hostile, Version.of(7));
            connection.commit();
            assertEquals(new History(hostile, Version.of(7), false, List.of()), tool.read(connection, hostile));
        }
        assertEquals("x", database.value("SELECT to_regclass('x')"));
    }

    @Test
    void aLockedHistoryLetsNobodyRead() throws SQLException {
        history("");
        try (Connection holder = database.connect();
                Connection other = database.connect();
                Statement statement = other.createStatement()) {
            holder.setAutoCommit(false);
            send(holder, HistoryTables.lock(TABLE));
            statement.execute("SET lock_timeout = '50ms'");
            SQLException busy = assertThrows(SQLException.class, () -> tool.read(other, TABLE));
            assertEquals("55P03", busy.getSQLState());
        }
    }

    private void history(String row) {
        database.execute("CREATE TABLE schema_migrations" + COLUMNS + ";" + row);
    }

    private History read() {
        try (Connection connection = database.connect()) {
            return tool.read(connection, TABLE);
        } catch (SQLException | BackstepException e) {
            throw new AssertionError(e);
        }
    }

    private BackstepException problem() {
        return assertThrows(BackstepException.class, () -> {
            try (Connection connection = database.connect()) {
                tool.read(connection, TABLE);
            }
        });
    }

    private void record(@Nullable Version position) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            record(connection, TABLE, position);
            connection.commit();
        }
    }

    private void record(Connection connection, HistoryTable table, @Nullable Version position) throws SQLException {
        History before = new History(table, Version.of(8), false, List.of());
        for (String statement : tool.recording(before, Version.of(8), position)) {
            send(connection, statement);
        }
    }

    private static void send(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private @Nullable String row() {
        return database.value("SELECT concat_ws(' ', version, dirty, count(*) OVER ()) FROM schema_migrations");
    }

    private static HistoryTable table(String schema, String name) {
        return new HistoryTable("golang-migrate", schema, name);
    }
}
