package dev.backstep.tool.coder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.fixture.Postgres;
import dev.backstep.model.AppliedRecord;
import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Version;
import dev.backstep.tool.MigrationTool.AdvisoryLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CoderTest {

    private static final String COLUMNS = " (version bigint not null primary key, dirty boolean not null)";
    private static final HistoryTable TABLE = new HistoryTable("coder", "public", "schema_migrations");

    private final Coder tool = new Coder();
    private final Postgres database = Postgres.freshDatabase();

    @AfterEach
    void drop() {
        database.drop();
    }

    @Test
    void onlyTheTableOfACoderServerIsCoders() throws SQLException {
        database.execute("CREATE TABLE schema_migrations" + COLUMNS + "; CREATE SCHEMA app;"
                + "CREATE TABLE app.schema_migrations" + COLUMNS + "; CREATE TABLE vector_schema_migrations" + COLUMNS);
        assertEquals(List.of(), histories());
        database.execute("CREATE TABLE workspace_agents (); CREATE TABLE provisioner_jobs ()");
        assertEquals(List.of(TABLE), histories());
        database.execute("DROP TABLE workspace_agents");
        coderRecords();
        assertEquals(List.of(TABLE), histories());
    }

    @Test
    void itsRecordsProveWhatIsApplied() {
        history(2);
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
    void itsEarlierTableHasNoUpText() {
        history(1);
        database.execute("CREATE SCHEMA _develop; CREATE TABLE _develop.applied_migrations"
                + " (version bigint primary key, filename text not null, down_sql text not null);"
                + "INSERT INTO _develop.applied_migrations VALUES (1, 'a.down.sql', 'x')");
        assertEquals(
                List.of(new AppliedRecord(Version.of(1), "a.down.sql", "a.down.sql", null, "x")), read().records());
    }

    @Test
    void whatIsUndoneIsForgottenAndWhatIsLeftOverStays() {
        history(2);
        coderRecords();
        tool.recording(read(), Version.of(2), Version.of(1)).forEach(database::execute);
        assertEquals("1 f", database.value("SELECT version || ' ' || dirty::text::char FROM schema_migrations"));
        assertEquals("1,3", database.value("SELECT string_agg(version::text, ',') FROM _develop.applied_migrations"));
    }

    @Test
    void itsOwnLockStandsBesideThoseOfGolangMigrate() throws SQLException {
        history(2);
        try (Connection connection = database.connect()) {
            List<AdvisoryLock> locks = tool.locks(connection, TABLE);
            assertEquals(new AdvisoryLock(1037453835920848937L, "coder"), locks.getLast());
            assertEquals(7, locks.size());
        }
    }

    private void history(int version) {
        database.execute("CREATE TABLE schema_migrations" + COLUMNS + "; INSERT INTO schema_migrations VALUES ("
                + version + ", false)");
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

    private List<HistoryTable> histories() throws SQLException {
        try (Connection connection = database.connect()) {
            return tool.findHistories(connection);
        }
    }

    private History read() {
        try (Connection connection = database.connect()) {
            return tool.read(connection, TABLE);
        } catch (SQLException | BackstepException e) {
            throw new AssertionError(e);
        }
    }
}
