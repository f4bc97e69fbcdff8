package dev.backstep.rollback.preflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.database.Database;
import dev.backstep.database.Pooler;
import dev.backstep.fixture.Await;
import dev.backstep.fixture.Postgres;
import dev.backstep.fixture.TransactionPooler;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Commit;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Migration;
import dev.backstep.model.Provenance;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Effects;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.preflight.Check.State;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.sql.rules.ScriptAnalysis;
import dev.backstep.sql.rules.ScriptReading;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.MigrationTools;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
                                "server",
                                State.OK,
                                "The server takes writes, and role postgres may write the history",
                                database.read(database::serverVersion)),
                        ok("rights", "Role postgres may do what the scripts do, as far as their text shows"),
                        new Check(
                                "lock",
                                State.OK,
                                "golang-migrate's lock is free; it is held during the run",
                                "pg_advisory_lock"),
                        ok("tables", "No table needs to be locked"),
                        ok("sessions", "Nobody else is connected"),
                        ok("prepared", "No prepared transaction"),
                        ok("replication", "No logical replication from or into this database"),
                        ok("pooler", "Backstep talks to the server directly")),
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
                        "Version 448 is marked dirty: a migration began and did not end. Look at the ways out of it"
                                + " (\"Mend the dirty mark…\", \"backstep repair\") first.",
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
            assertSays(
                    plan,
                    "lock",
                    State.STOPS,
                    "golang-migrate's lock is held by orchard-server \\(127.0.0.1\\), process \\d+, idle for \\d+ s: a"
                            + " migration is running. Wait until it is done, then check again.");
        }
    }

    @Test
    void aHistoryInUseAsks() throws Exception {
        Plan plan = plan();
        try (Connection server = postgres.connect("psql")) {
            execute(server, "BEGIN; SELECT * FROM schema_migrations");
            assertSays(
                    plan,
                    "lock",
                    State.ASKS,
                    "The history table public.schema_migrations is in use by psql \\(127.0.0.1\\), process \\d+, idle in"
                            + " transaction for \\d+ s. The run waits for it, and gives up when the wait is over.");
        }
    }

    @Test
    void otherSessionsAsk() throws Exception {
        try (Connection one = postgres.connect("orchard-server");
                Connection two = postgres.connect("orchard-server");
                Connection three = postgres.connect("psql")) {
            execute(one, "SELECT 1");
            execute(two, "SELECT 1");
            execute(three, "BEGIN; SELECT 1");
            assertSays(
                    plan(),
                    "sessions",
                    State.ASKS,
                    "3 other sessions are connected: orchard-server \\(127.0.0.1\\), 2 sessions \\(2 idle\\); psql"
                            + " \\(127.0.0.1\\), process \\d+, idle in transaction for \\d+ s. Stop what runs there first,"
                            + " or it may write to what is dropped.");
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
                                    + " DELETE, INSERT. Connect as the role that runs the migrations.",
                            database.read(database::serverVersion)),
                    Preflight.check(reader, tool, plan()).get(3));
        }
    }

    @Test
    void everyMissingRightIsNamed() throws BackstepException {
        String role = "runner_" + postgres.name();
        postgres.execute("CREATE ROLE " + role + " LOGIN; GRANT ALL ON schema_migrations TO " + role
                + "; CREATE SCHEMA s; CREATE TABLE s.a (id int); CREATE TABLE b (id int, c int); CREATE TABLE d (id int);"
                + "CREATE TYPE mood AS ENUM ('x'); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
                + "CREATE SEQUENCE q; CREATE TABLE mine (id int); ALTER TABLE mine OWNER TO " + role);
        String script = "DROP TABLE s.a; ALTER TABLE b DROP COLUMN c; DELETE FROM d; DROP TYPE mood; DROP FUNCTION f();"
                + " DROP SEQUENCE q; DROP TABLE mine; CREATE TABLE s.e (id int)";
        try (Database runner = Database.open(postgres.settings(role, null), null)) {
            assertEquals(
                    new Check(
                            "rights",
                            State.STOPS,
                            "Role " + role
                                    + " lacks ownership of table s.a (owner postgres), ownership of table public.b"
                                    + " (owner postgres), ownership of type public.mood (owner postgres), ownership of"
                                    + " function public.f (owner postgres), ownership of sequence public.q (owner postgres),"
                                    + " DELETE on table public.d, CREATE on schema s. Connect as the role that runs the migrations, or have it granted.",
                            ""),
                    find("rights", Preflight.check(runner, tool, plan(read(448, script)))));
            assertEquals(
                    State.ASKS,
                    find("rights", Preflight.check(runner, tool, plan(read(448, "SET ROLE postgres; " + script))))
                            .state());
            assertEquals(
                    State.OK,
                    find("rights", Preflight.check(runner, tool, plan(read(448, "DROP TABLE mine"))))
                            .state());
        }
    }

    @Test
    void aTableInUseAsksAndSaysByWhom() throws Exception {
        postgres.execute("CREATE TABLE a (id int); CREATE TABLE b (id int)");
        try (Connection reader = postgres.connect("report")) {
            execute(reader, "BEGIN; SELECT * FROM a");
            assertSays(
                    plan(read(448, "DROP TABLE a")),
                    "tables",
                    State.ASKS,
                    "The plan would wait: report \\(127.0.0.1\\), process \\d+, idle in transaction for \\d+ s, uses"
                            + " public.a. End what runs there, or the run gives up when the wait for a table's lock is over.");
            assertCheck(
                    plan(read(448, "INSERT INTO a VALUES (1); DROP TABLE b")),
                    ok("tables", "Nobody uses the 2 tables that the plan locks"));
        }
    }

    @Test
    void aPreparedTransactionThatHoldsATableStops() throws Exception {
        postgres.execute("CREATE TABLE a (id int)");
        try (Connection manager = postgres.connect("manager")) {
            execute(manager, "BEGIN; INSERT INTO a VALUES (1)");
            execute(manager, "PREPARE TRANSACTION 'transfer'");
        }
        try {
            assertSays(
                    plan(read(448, "DROP TABLE a")),
                    "tables",
                    State.STOPS,
                    "A prepared transaction keeps a table locked: prepared transaction transfer, prepared for \\d+ s, uses"
                            + " public.a. It does so until .*");
            assertSays(
                    plan(), "prepared", State.ASKS, "Prepared transactions .*: transfer of postgres, \\d+ s old. .*");
        } finally {
            postgres.execute("ROLLBACK PREPARED 'transfer'");
        }
    }

    @Test
    void whatConcurrentlyWaitsForIsToldWhereAStepDoesSo() throws Exception {
        try (Connection reader = postgres.connect("report")) {
            execute(reader, "BEGIN; SELECT 1");
            Plan concurrent = plan(step(448, new Finding.OutsideTransaction(List.of("DROP INDEX CONCURRENTLY i"))));
            assertSays(
                    concurrent,
                    "waits",
                    State.ASKS,
                    "CONCURRENTLY waits until older transactions have ended: report \\(127.0.0.1\\), process \\d+, idle in"
                            + " transaction for \\d+ s. End them first.");
            assertEquals(
                    List.of(),
                    Preflight.check(database, tool, plan()).stream()
                            .filter(check -> check.id().equals("waits"))
                            .toList());
        }
    }

    @Test
    void sessionsThatWaitSayForWhom() throws Exception {
        postgres.execute("CREATE TABLE a (id int)");
        try (Connection holder = postgres.connect("holder");
                Connection waiter = postgres.connect("waiter")) {
            execute(holder, "BEGIN; LOCK TABLE a");
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
                try {
                    execute(waiter, "SELECT * FROM a");
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });
            Await.until(
                    "somebody waits", () -> find("sessions", check()).sentence().contains(" Others wait for process "));
            execute(holder, "ROLLBACK");
            waiting.get();
        }
    }

    @Test
    void logicalReplicationAsks() throws BackstepException {
        postgres.execute(
                "CREATE PUBLICATION p FOR ALL TABLES; CREATE SUBSCRIPTION s CONNECTION 'host=nowhere' PUBLICATION p"
                        + " WITH (connect = false, slot_name = NONE, enabled = false)");
        assertCheck(
                plan(),
                new Check(
                        "replication",
                        State.ASKS,
                        "Logical replication takes part: publication p; subscription s. It does not carry changes of"
                                + " tables, and stops where both ends differ: change the other end too, or pause it first.",
                        ""));
        postgres.execute("DROP SUBSCRIPTION s");
    }

    @Test
    void aPoolerThatGivesSessionsAwayStops() throws Exception {
        try (TransactionPooler pooler = new TransactionPooler(Postgres.port(), false);
                Database behind = Database.open(at(pooler), null)) {
            Plan plan = behind.read(connection -> Plan.of(
                    behind.identity(connection), tool.read(connection, TABLE), Version.of(447), List.of(step(448))));
            assertEquals(
                    new Check(
                            "pooler",
                            State.STOPS,
                            "At localhost:" + pooler.port() + " a pooler hands every transaction to another backend"
                                    + " (PgBouncer with pool_mode = transaction does): the migration lock and the settings"
                                    + " would not stay with the run. Connect to PostgreSQL itself.",
                            ""),
                    find("pooler", Preflight.check(behind, tool, plan)));
        }
    }

    @Test
    void aPoolerThatKeepsSessionsDoesNotStandInTheWay() throws Exception {
        try (TransactionPooler pooler = new TransactionPooler(Postgres.port(), true);
                Database behind = Database.open(at(pooler), null)) {
            assertEquals(Pooler.PER_SESSION, behind.pooler());
        }
    }

    @Test
    void aReadOnlyDatabaseStops() throws BackstepException {
        Plan plan = plan();
        postgres.execute(
                "ALTER DATABASE " + Postgres.quote(postgres.name()) + " SET default_transaction_read_only = on");
        try (Database anew = Database.open(postgres.settings(), null)) {
            assertEquals(State.STOPS, Preflight.check(anew, tool, plan).get(3).state());
        }
    }

    @Test
    void checkingChangesNothing() throws BackstepException {
        String before = postgres.catalog() + postgres.value("SELECT schema_migrations FROM schema_migrations");
        Preflight.check(database, tool, plan());
        assertEquals(before, postgres.catalog() + postgres.value("SELECT schema_migrations FROM schema_migrations"));
    }

    private ConnectionSettings at(TransactionPooler pooler) {
        return new ConnectionSettings("localhost", pooler.port(), postgres.name(), "postgres", "disable", null, null);
    }

    private List<Check> check() {
        try {
            return Preflight.check(database, tool, plan());
        } catch (BackstepException e) {
            throw new AssertionError(e);
        }
    }

    private static Check ok(String id, String sentence) {
        return new Check(id, State.OK, sentence, "");
    }

    private static Check find(String id, List<Check> checks) {
        return checks.stream()
                .filter(check -> check.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void assertSays(Plan plan, String id, State state, String pattern) throws BackstepException {
        Check found = find(id, Preflight.check(database, tool, plan));
        assertEquals(state, found.state(), found::sentence);
        assertTrue(found.sentence().matches(pattern), found::sentence);
    }

    private void assertCheck(Plan plan, Check expected) throws BackstepException {
        assertEquals(expected, find(expected.id(), Preflight.check(database, tool, plan)));
    }

    private Plan plan(Step... steps) throws BackstepException {
        List<Step> all = steps.length > 0 ? Arrays.asList(steps) : List.of(step(448), step(447), step(446));
        return database.read(connection -> Plan.of(
                database.identity(connection),
                tool.read(connection, TABLE),
                all.getLast().leavesAt(),
                all));
    }

    /** A step with what reading its script finds. */
    private static Step read(int version, String script) {
        ScriptReading reading = ScriptAnalysis.read(script, KnownSchema.unknown());
        Effects effects = Effects.of(KnownSchema.unknown(), reading, null, List.of());
        return new Step(
                new Migration(Version.of(version), "m" + version, null, null),
                script,
                ALPHA,
                Version.of(version - 1),
                List.of(script),
                effects.findings(),
                effects.drops());
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
