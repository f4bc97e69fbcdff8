package dev.backstep.rollback.preflight;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.database.Database;
import dev.backstep.fixture.Postgres;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Commit;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Migration;
import dev.backstep.model.Provenance;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.preflight.Check.State;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.MigrationTools;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreflightTest {

    private static final HistoryTable TABLE = new HistoryTable("golang-migrate", "public", "schema_migrations");
    private static final Provenance ALPHA = new Provenance(
            Provenance.Place.BRANCH,
            "feature/alpha",
            new Commit("9f31c2e0000000000000000000000000000000aa", "Ada", Instant.EPOCH, "indexes"));

    private final Postgres postgres = Postgres.freshDatabase();
    private final MigrationTool tool = MigrationTools.named("golang-migrate");
    private Database database;

    @BeforeEach
    void open() throws BackstepException {
        postgres.execute("CREATE TABLE schema_migrations (version bigint primary key, dirty boolean not null);"
                + "INSERT INTO schema_migrations VALUES (448, false)");
        database = Database.open(postgres.settings(), null);
    }

    @AfterEach
    void close() {
        database.close();
        postgres.drop();
    }

    @Test
    void aPlanThatCanRunHasNothingInItsWay() throws BackstepException {
        assertEquals(
                List.of(
                        new Check("history", State.OK, "Version is 448 and not dirty", "checked just now"),
                        new Check(
                                "scripts",
                                State.OK,
                                "All 3 down scripts are found and unambiguous",
                                "feature/alpha 9f31c2e"),
                        new Check(
                                "transaction", State.OK, "One transaction: either everything is undone or nothing", ""),
                        new Check(
                                "lock",
                                State.OK,
                                "golang-migrate's lock is free; it is held during the run",
                                "pg_advisory_lock"),
                        new Check("sessions", State.OK, "Nobody else is connected", ""),
                        new Check(
                                "server",
                                State.OK,
                                "The server takes writes, and role postgres may write the history",
                                database.read(database::serverVersion))),
                Preflight.check(database, tool, plan()));
    }

    @Test
    void aChangedHistoryStops() throws BackstepException {
        Plan plan = plan();
        postgres.execute("UPDATE schema_migrations SET version = 449");
        assertCheck(
                plan,
                new Check(
                        "history",
                        State.STOPS,
                        "Something changed since the preview. The version changed from 448 to 449."
                                + " Go back and make a new plan.",
                        "checked just now"));
    }

    @Test
    void aDirtyHistoryStops() throws BackstepException {
        postgres.execute("UPDATE schema_migrations SET dirty = true");
        assertCheck(
                plan(),
                new Check(
                        "history",
                        State.STOPS,
                        "Version 448 is marked dirty: a migration began and did not end. Find out how far it"
                                + " came and correct the mark with the tool itself (\"migrate force\", \"flyway repair\") first.",
                        "checked just now"));
    }

    @Test
    void aHistoryThatIsGoneStops() throws BackstepException {
        Plan plan = plan();
        postgres.execute("DROP TABLE schema_migrations");
        assertCheck(
                plan,
                new Check(
                        "history",
                        State.STOPS,
                        "The server at localhost:" + Postgres.port()
                                + " reported an error: relation \"public.schema_migrations\" does not exist.",
                        ""));
    }

    @Test
    void aMigrationUnderWayStopsAndIsNamedToo() throws Exception {
        Plan plan = plan();
        try (Connection server = postgres.connect("orchard-server")) {
            long key = database.read(
                    connection -> tool.locks(connection, TABLE).getLast().key());
            execute(server, "SELECT pg_advisory_lock(" + key + ")");
            assertCheck(
                    plan,
                    new Check(
                            "lock",
                            State.STOPS,
                            "golang-migrate's lock is held by orchard-server (127.0.0.1): a migration is running."
                                    + " Wait until it is done, then check again.",
                            "pg_advisory_lock"));
        }
    }

    @Test
    void aHistoryInUseAsks() throws Exception {
        Plan plan = plan();
        try (Connection server = postgres.connect("psql")) {
            execute(server, "BEGIN; SELECT * FROM schema_migrations");
            assertCheck(
                    plan,
                    new Check(
                            "lock",
                            State.ASKS,
                            "The history table public.schema_migrations is in use by psql (127.0.0.1). The"
                                    + " run waits for it, and gives up when the wait is over.",
                            "pg_advisory_lock"));
        }
    }

    @Test
    void otherSessionsAsk() throws Exception {
        try (Connection one = postgres.connect("orchard-server");
                Connection two = postgres.connect("orchard-server");
                Connection three = postgres.connect("psql")) {
            execute(one, "SELECT 1");
            execute(two, "SELECT 1");
            execute(three, "SELECT 1");
            assertCheck(
                    plan(),
                    new Check(
                            "sessions",
                            State.ASKS,
                            "3 other sessions are connected: orchard-server (127.0.0.1), psql (127.0.0.1). Stop"
                                    + " what runs there first, or it may write to what is dropped.",
                            ""));
        }
    }

    @Test
    void scriptsThatAreNotThereStop() throws BackstepException {
        assertCheck(
                plan(step(448), step(447, new Finding.MissingDown())),
                new Check(
                        "scripts",
                        State.STOPS,
                        "The plan cannot run: 447 cannot be undone with what was found. Settle what stands"
                                + " beside the steps first.",
                        ""));
    }

    @Test
    void emptyScriptsAndStepsOnTheirOwnAsk() throws BackstepException {
        Plan plan = plan(
                step(448, new Finding.CommentsOnly()),
                step(447, new Finding.OutsideTransaction(List.of("DROP INDEX CONCURRENTLY i"))));
        assertCheck(
                plan,
                new Check(
                        "scripts",
                        State.ASKS,
                        "All 2 down scripts are found, but blank or comments only for 448: nothing is undone there",
                        "feature/alpha 9f31c2e"));
        assertCheck(
                plan,
                new Check(
                        "transaction",
                        State.ASKS,
                        "The down scripts of 447 cannot share a transaction. The steps run one by one; what is"
                                + " done stays done when a later one fails.",
                        ""));
    }

    @Test
    void aRoleThatMayOnlyReadStops() throws BackstepException {
        String role = "reader_" + postgres.name();
        postgres.execute("CREATE ROLE " + role + " LOGIN; GRANT SELECT, INSERT ON schema_migrations TO " + role);
        try (Database reader = Database.open(postgres.settings(role, null), null)) {
            assertEquals(
                    new Check(
                            "server",
                            State.STOPS,
                            "Role " + role
                                    + " may not write the history table public.schema_migrations: it needs"
                                    + " TRUNCATE, INSERT. Connect as the role that runs the migrations.",
                            database.read(database::serverVersion)),
                    Preflight.check(reader, tool, plan()).getLast());
        }
    }

    @Test
    void aReadOnlyDatabaseStops() throws BackstepException {
        Plan plan = plan();
        postgres.execute(
                "ALTER DATABASE " + Postgres.quote(postgres.name()) + " SET default_transaction_read_only = on");
        try (Database anew = Database.open(postgres.settings(), null)) {
            assertEquals(
                    State.STOPS, Preflight.check(anew, tool, plan).getLast().state());
        }
    }

    @Test
    void checkingChangesNothing() throws BackstepException {
        String before = postgres.catalog() + postgres.value("SELECT schema_migrations FROM schema_migrations");
        Preflight.check(database, tool, plan());
        assertEquals(before, postgres.catalog() + postgres.value("SELECT schema_migrations FROM schema_migrations"));
    }

    private void assertCheck(Plan plan, Check expected) throws BackstepException {
        Check found = Preflight.check(database, tool, plan).stream()
                .filter(check -> check.id().equals(expected.id()))
                .findFirst()
                .orElseThrow();
        assertEquals(expected, found);
    }

    private Plan plan(Step... steps) throws BackstepException {
        List<Step> all = steps.length > 0 ? Arrays.asList(steps) : List.of(step(448), step(447), step(446));
        return database.read(connection -> Plan.of(
                database.identity(connection),
                tool.read(connection, TABLE),
                all.getLast().leavesAt(),
                all));
    }

    private static Step step(int version, Finding... findings) {
        return new Step(
                new Migration(Version.of(version), "m" + version, null, null),
                "SELECT 1",
                ALPHA,
                Version.of(version - 1),
                List.of("SELECT 1"),
                Arrays.asList(findings),
                List.of());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
