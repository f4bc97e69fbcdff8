package dev.backstep.rollback.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.database.Database;
import dev.backstep.fixture.Postgres;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.tool.MigrationTools;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where several want to change one database at once, each migration runs once up, once down, once up. */
class RaceTest {

    private static final int RACES = Integer.getInteger("backstep.races", 20);
    private static final RunLimits LIMITS = new RunLimits(Duration.ofMillis(200), Duration.ofMillis(200));

    @TempDir
    private Path folder;

    private final Postgres postgres = Postgres.freshDatabase();

    @BeforeEach
    void migrate() {
        postgres.execute("CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null);"
                + "CREATE TABLE log (at serial, version int, direction text)");
        for (int version = 1; version <= UpAgain.TOP; version++) {
            postgres.execute(UpAgain.up(version));
        }
        postgres.execute("INSERT INTO schema_migrations VALUES (" + UpAgain.TOP + ", false)");
    }

    @AfterEach
    void drop() {
        postgres.drop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void theToolStartedOverAndOverNeverRunsBesideARollback(String slash) throws Exception {
        Process tool = upAgain(slash + postgres.name());
        Map<Ending, Integer> endings = new EnumMap<>(Ending.class);
        try (BufferedReader out =
                        new BufferedReader(new InputStreamReader(tool.getInputStream(), StandardCharsets.UTF_8));
                Database database = Database.open(postgres.settings(), null)) {
            assertEquals("begins", out.readLine());
            for (int race = 0; race < RACES / 2; race++) {
                endings.merge(Ending.of(run(database, plan(database))), 1, Integer::sum);
            }
            tool.getOutputStream().write('\n');
            tool.getOutputStream().flush();
            assertTrue(Integer.parseInt(String.valueOf(out.readLine())) > 0);
            assertEquals(0, tool.waitFor());
        } finally {
            tool.destroyForcibly();
        }
        assertTrue(endings.getOrDefault(Ending.ROLLED_BACK, 0) > 0, endings::toString);
        assertEquals(0, endings.getOrDefault(Ending.OTHER, 0), endings::toString);
        assertEachRanOnceInTurn();
    }

    @Test
    void ofTwoRollbacksStartedAtOnceOneActs() throws Exception {
        for (int race = 0; race < RACES / 4; race++) {
            try (Database database = Database.open(postgres.settings(), null)) {
                Plan plan = plan(database);
                CompletableFuture<RunOutcome> other = CompletableFuture.supplyAsync(() -> run(database, plan));
                Ending mine = Ending.of(run(database, plan));
                Ending theirs = Ending.of(other.join());
                assertTrue(
                        (mine == Ending.ROLLED_BACK) != (theirs == Ending.ROLLED_BACK)
                                && mine != Ending.OTHER
                                && theirs != Ending.OTHER,
                        () -> mine + " and " + theirs);
            }
            for (int version = 3; version <= UpAgain.TOP; version++) {
                postgres.execute(UpAgain.up(version));
            }
            postgres.execute("UPDATE schema_migrations SET version = " + UpAgain.TOP);
        }
        assertEachRanOnceInTurn();
    }

    /** Its log goes up, down, up; its table is there exactly when it is up; the history says the same. */
    private void assertEachRanOnceInTurn() {
        int current = Integer.parseInt(
                String.valueOf(postgres.value("SELECT CASE WHEN NOT dirty THEN version END FROM schema_migrations")));
        for (int version = 1; version <= UpAgain.TOP; version++) {
            String log = String.valueOf(postgres.value(
                    "SELECT string_agg(direction, ' ' ORDER BY at) FROM log WHERE version = " + version));
            assertTrue(log.matches("up( down up)*( down)?"), log);
            assertEquals(version <= current, log.endsWith("up"));
            assertEquals(version <= current, postgres.value("SELECT to_regclass('t" + version + "')") != null);
        }
    }

    private RunOutcome run(Database database, Plan plan) {
        return new RollbackRun(database, MigrationTools.named("golang-migrate"), new Journal(folder))
                .run(plan, LIMITS, new Heard());
    }

    /** Back to 2 from where the database is at the top; by the time it runs, that may be old news. */
    private static Plan plan(Database database) throws Exception {
        List<Step> steps = new ArrayList<>();
        for (int version = UpAgain.TOP; version > 2; version--) {
            steps.add(Scene.step(version, List.of(UpAgain.down(version)), List.of()));
        }
        while (true) {
            try {
                Plan plan = database.read(connection -> Plan.of(
                        database.identity(connection),
                        MigrationTools.named("golang-migrate").read(connection, Scene.TABLE),
                        Version.of(2),
                        steps));
                if (Version.of(UpAgain.TOP).equals(plan.history().current())
                        && !plan.history().dirty()) {
                    return plan;
                }
            } catch (BackstepException rewrittenWhileItWasRead) {
                assertEquals("database.failed", rewrittenWhileItWasRead.key());
            }
            Thread.sleep(1);
        }
    }

    private Process upAgain(String name) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        UpAgain.class.getName(),
                        Integer.toString(Postgres.port()),
                        postgres.name(),
                        name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private enum Ending {
        ROLLED_BACK,
        LOCK_HELD,
        CHANGED,
        OTHER;

        static Ending of(RunOutcome outcome) {
            return switch (outcome) {
                case RunOutcome.RolledBack done -> ROLLED_BACK;
                case RunOutcome.LockHeld held -> LOCK_HELD;
                case RunOutcome.Changed changed -> CHANGED;
                case RunOutcome.Stopped stopped -> OTHER;
                case RunOutcome.Unknown unknown -> OTHER;
            };
        }
    }
}
