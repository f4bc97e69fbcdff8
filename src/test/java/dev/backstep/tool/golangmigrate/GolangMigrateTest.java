package dev.backstep.tool.golangmigrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.backstep.fixture.Postgres;
import dev.backstep.model.AppliedRecord;
import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Version;
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
    void codersRecordsProveWhatIsApplied() {
        history("INSERT INTO schema_migrations VALUES (2, false)");
        coderRecords();
        assertEquals(
                new History(
                        TABLE,
                        Version.of(2),
                        false,
                        List.of(
                                new AppliedRecord(Version.of(2), "b", "000002_b.down.sql", null, "DROP TABLE b;"),
                                new AppliedRecord(
                                        Version.of(1), "a", "000001_a.down.sql", "CREATE TABLE a ();\n", null))),
                read());
    }

    @Test
    void codersEarlierTableHasNoUpText() {
        history("INSERT INTO schema_migrations VALUES (1, false)");
        database.execute("CREATE SCHEMA _develop; CREATE TABLE _develop.applied_migrations"
                + " (version bigint primary key, filename text not null, down_sql text not null);"
                + "INSERT INTO _develop.applied_migrations VALUES (1, 'a.down.sql', 'x')");
        assertEquals(
                List.of(new AppliedRecord(Version.of(1), "a.down.sql", "a.down.sql", null, "x")), read().records());
    }

    @Test
    void codersRecordsSayNothingAboutOtherTracks() throws Exception {
        coderRecords();
        database.execute("CREATE TABLE other" + COLUMNS + "; INSERT INTO other VALUES (2, false); CREATE SCHEMA app;"
                + "CREATE TABLE app.schema_migrations" + COLUMNS
                + "; INSERT INTO app.schema_migrations VALUES (2, false)");
        try (Connection connection = database.connect()) {
            assertEquals(
                    List.of(), tool.read(connection, table("public", "other")).records());
            assertEquals(
                    List.of(),
                    tool.read(connection, table("app", "schema_migrations")).records());
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
    void recordingForgetsWhatCoderHadRecordedOfTheUndone() throws SQLException {
        history("INSERT INTO schema_migrations VALUES (2, false)");
        coderRecords();
        record(Version.of(1));
        assertEquals("1,3", database.value("SELECT string_agg(version::text, ',') FROM _develop.applied_migrations"));
    }

    @Test
    void hostileNamesAreOnlyNames() throws Exception {
        HistoryTable hostile = table("Sch\"; DROP TABLE x; --", "Tä\"ble ☃ $$");
        database.execute("CREATE TABLE x (); CREATE SCHEMA " + Postgres.quote(hostile.schema()) + "; CREATE TABLE "
                + Postgres.quote(hostile.schema()) + "." + Postgres.quote(hostile.name()) + COLUMNS);
        try (Connection connection = database.connect()) {
            assertEquals(List.of(hostile), tool.findHistories(connection));
            connection.setAutoCommit(false);
            tool.lockHistory(connection, hostile);
            tool.record(connection, hostile, Version.of(7));
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
            tool.lockHistory(holder, TABLE);
            statement.execute("SET lock_timeout = '50ms'");
            SQLException busy = assertThrows(SQLException.class, () -> tool.read(other, TABLE));
            assertEquals("55P03", busy.getSQLState());
        }
    }

    private void history(String row) {
        database.execute("CREATE TABLE schema_migrations" + COLUMNS + ";" + row);
    }

    /** Version 3 is left over from a branch that is no longer applied. */
    private void coderRecords() {
        database.execute("CREATE SCHEMA _develop; CREATE TABLE _develop.applied_migrations (version BIGINT PRIMARY KEY,"
                + " filename TEXT NOT NULL, up_sql TEXT NOT NULL DEFAULT '', down_sql TEXT NOT NULL DEFAULT '');"
                + "INSERT INTO _develop.applied_migrations VALUES"
                + " (1, '000001_a.down.sql', E'CREATE TABLE a ();\\n', ''),"
                + " (2, '000002_b.down.sql', '', 'DROP TABLE b;'),"
                + " (3, '000003_c.down.sql', 'c', 'c')");
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
            tool.record(connection, TABLE, position);
            connection.commit();
        }
    }

    private @Nullable String row() {
        return database.value("SELECT concat_ws(' ', version, dirty, count(*) OVER ()) FROM schema_migrations");
    }

    private static HistoryTable table(String schema, String name) {
        return new HistoryTable("golang-migrate", schema, name);
    }
}
