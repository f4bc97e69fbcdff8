package dev.backstep.rollback.run;

import dev.backstep.database.Database;
import dev.backstep.fixture.Await;
import dev.backstep.fixture.Postgres;
import dev.backstep.fixture.Proxy;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Migration;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.MigrationTool.AdvisoryLock;
import dev.backstep.tool.MigrationTools;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A database at version 3 with the tables a, b and c, a plan for it, and a run. */
final class Scene implements AutoCloseable {

    static final HistoryTable TABLE = new HistoryTable("golang-migrate", "public", "schema_migrations");
    static final RunLimits QUICK = new RunLimits(Duration.ofMillis(500), Duration.ofMillis(500));

    final Postgres postgres;
    final Database database;
    final MigrationTool tool = MigrationTools.named("golang-migrate");
    final Journal journal;
    final RollbackRun run;
    private final HistoryTable table;

    Scene(Path journalFolder) {
        this(Postgres.freshDatabase(), TABLE, journalFolder);
        postgres.execute("CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);"
                + "CREATE TABLE c (id int PRIMARY KEY, name text); CREATE INDEX c_name ON c (name);"
                + "INSERT INTO a VALUES (1); INSERT INTO b VALUES (1, 1); INSERT INTO c VALUES (1, 'x')");
    }

    Scene(Postgres postgres, HistoryTable table, Path journalFolder) {
        this(postgres, postgres.settings(), table, journalFolder);
    }

    Scene(Postgres postgres, ConnectionSettings settings, HistoryTable table, Path journalFolder) {
        this.postgres = postgres;
        this.table = table;
        this.journal = new Journal(journalFolder);
        try {
            this.database = Database.open(settings, null);
        } catch (BackstepException e) {
            throw new AssertionError(e);
        }
        this.run = new RollbackRun(database, tool, journal);
        postgres.execute("CREATE SCHEMA IF NOT EXISTS " + Postgres.quote(table.schema()) + "; CREATE TABLE " + quoted()
                + " (version bigint not null primary key, dirty boolean not null); INSERT INTO " + quoted()
                + " VALUES (3, false)");
    }

    /** One that is reached through a network that may fail; without the tables. */
    static Scene behind(Proxy proxy, Path journalFolder) {
        Postgres postgres = Postgres.freshDatabase();
        ConnectionSettings near = postgres.settings();
        ConnectionSettings far = new ConnectionSettings(
                near.host(), proxy.port(), near.database(), near.user(), near.sslMode(), null, null);
        return new Scene(postgres, far, TABLE, journalFolder);
    }

    /** A plan from version 3 over these down scripts, newest first, each in the one transaction. */
    Plan plan(String... scripts) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < scripts.length; i++) {
            steps.add(step(3 - i, List.of(scripts[i]), List.of()));
        }
        return plan(steps);
    }

    Plan plan(List<Step> steps) {
        DatabaseIdentity identity = read().identity();
        return Plan.of(identity, read().history(), steps.getLast().leavesAt(), steps);
    }

    /** The step that undoes a version and leaves the database at the one before. */
    static Step step(int version, List<String> statements, List<Finding> findings) {
        return new Step(
                new Migration(Version.of(version), "m" + version, null, null),
                String.join("", statements),
                null,
                version == 1 ? null : Version.of(version - 1),
                statements,
                findings,
                List.of());
    }

    /** A step that runs outside a transaction. */
    static Step outside(int version, String... statements) {
        return step(version, List.of(statements), List.of(new Finding.OutsideTransaction(List.of(statements))));
    }

    RunOutcome run(Plan plan) {
        return run.run(plan, QUICK, new Heard());
    }

    CompletableFuture<RunOutcome> start(Plan plan, RunLimits limits, RunProgress progress) {
        return CompletableFuture.supplyAsync(() -> run.run(plan, limits, progress));
    }

    /** What is true in the database: its schema, its rows and its history. */
    String state() {
        return postgres.catalog() + "\n"
                + postgres.value("SELECT (SELECT string_agg(version || ' ' || dirty, ',') FROM " + quoted() + ")");
    }

    @Nullable
    String row() {
        return postgres.value("SELECT string_agg(version || ' ' || dirty, ',') FROM " + quoted());
    }

    /** Waits until the run's session executes a text that holds these words. */
    void awaitRunning(String words) {
        Await.until(
                "the run executes " + words,
                () -> "1"
                        .equals(postgres.value(
                                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                        + " AND application_name = 'Backstep' AND state = 'active' AND position('"
                                        + words
                                        + "' in query) > 0")));
    }

    /** How many locks and transactions Backstep's sessions still have here, once all of them are idle or gone. */
    void awaitNothingHeld() {
        Await.until(
                "Backstep holds nothing",
                () -> "0"
                        .equals(postgres.value("SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
                                + " WHERE a.datname = current_database() AND a.application_name = 'Backstep'")));
    }

    List<Long> keys() {
        try (Connection connection = postgres.connect()) {
            return tool.locks(connection, table).stream().map(AdvisoryLock::key).toList();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** How many of the tool's keys another session could take at this moment. */
    int freeKeys() {
        int free = 0;
        for (long key : keys()) {
            free += "t".equals(postgres.value("SELECT pg_try_advisory_lock(" + key + ")")) ? 1 : 0;
        }
        return free;
    }

    static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Removes the database too, if the test has not done it. */
    @Override
    public void close() {
        database.close();
        postgres.drop();
    }

    private String quoted() {
        return Postgres.quote(table.schema()) + "." + Postgres.quote(table.name());
    }

    private Now read() {
        try {
            return database.read(c -> new Now(database.identity(c), tool.read(c, table)));
        } catch (BackstepException e) {
            throw new AssertionError(e);
        }
    }

    private record Now(DatabaseIdentity identity, History history) {}
}
