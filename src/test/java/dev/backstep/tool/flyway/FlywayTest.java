package dev.backstep.tool.flyway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Postgres;
import dev.backstep.fixture.ToolBench;
import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Timeline;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.rollback.export.PlanSql;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.tool.MigrationTool.AdvisoryLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside the real flyway-core: it migrates, Backstep rolls back, and it must find nothing wrong and migrate again. */
class FlywayTest {

    private static final HistoryTable TABLE = new HistoryTable("flyway", "public", "flyway_schema_history");

    @TempDir
    Path folder;

    private ToolBench bench;

    @BeforeEach
    void open() {
        bench = new ToolBench(folder);
        migration("1", "users");
        migration("2", "posts");
        bench.repository.commit("Two");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatFlywayAppliedIsProvenByItsChecksum() {
        flyway().load().migrate();
        Timeline timeline = bench.timeline();
        assertEquals(List.of("2 posts BOTH PROVEN Success", "1 users BOTH PROVEN Success"), ToolBench.rows(timeline));
        assertEquals(new Verdict.InSync(Version.of(2)), timeline.verdict());
        assertEquals("db/migration", timeline.track().folder());
    }

    @Test
    void afterARollbackFlywayFindsNothingWrongAndMigratesAgain() throws Exception {
        bench.repository.write("db/migration/R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one;\n");
        bench.repository.commit("View");
        assertEquals(3, flyway().load().migrate().migrationsExecuted);
        String before = bench.postgres.catalog();

        assertEquals(
                Version.of(1),
                assertInstanceOf(RunOutcome.RolledBack.class, bench.rollBack("1"))
                        .at());
        assertEquals(Map.of("1", "Success", "2", "Pending", "view", "Success"), info());
        assertTrue(flyway().ignoreMigrationPatterns("*:pending").load().validateWithResult().validationSuccessful);
        assertEquals(null, bench.postgres.value("SELECT to_regclass('posts')"));

        assertEquals(1, flyway().load().migrate().migrationsExecuted);
        assertTrue(flyway().load().validateWithResult().validationSuccessful);
        assertEquals(before, bench.postgres.catalog());
    }

    @Test
    void whatIsPutBackIsToFlywayAsIfItHadMigratedItself() throws Exception {
        migration("003", "likes");
        bench.repository.write("db/migration/V4_1__it's.sql", "CREATE TABLE its (id int);\n");
        bench.repository.write("db/migration/U4_1__it's.sql", "DROP TABLE its;\n");
        bench.repository.commit("Four");
        flyway().load().migrate();
        String rows = "SELECT string_agg(concat_ws('|', installed_rank, version, description, type, script, checksum,"
                + " installed_by, success), E'\n' ORDER BY installed_rank) FROM flyway_schema_history";
        String before = bench.postgres.value(rows);
        String catalog = bench.postgres.catalog();
        assertInstanceOf(RunOutcome.RolledBack.class, bench.rollBack("1"));

        assertEquals(
                new Version("4.1"),
                assertInstanceOf(RunOutcome.RolledBack.class, bench.putBack()).at());
        assertEquals(before, bench.postgres.value(rows));
        assertEquals(catalog, bench.postgres.catalog());
        assertEquals(Map.of("1", "Success", "2", "Success", "003", "Success", "4.1", "Success"), info());
        assertTrue(flyway().load().validateWithResult().validationSuccessful);
        assertEquals(0, flyway().load().migrate().migrationsExecuted);
    }

    @Test
    void whatFlywayMigratedMeanwhileIsNotPutBackAgain() throws Exception {
        flyway().load().migrate();
        assertInstanceOf(RunOutcome.RolledBack.class, bench.rollBack("1"));
        flyway().load().migrate();
        assertEquals(
                "undo.nothing",
                assertThrows(BackstepException.class, bench::planBack).key());
    }

    @Test
    void puttingBackStepByStepKeepsFlywaysRowsInStep() throws Exception {
        bench.repository.write("db/migration/V3__index.sql", "CREATE INDEX CONCURRENTLY i ON posts (id);\n");
        bench.repository.write("db/migration/U3__index.sql", "DROP INDEX CONCURRENTLY i;\n");
        flyway().target("2").load().migrate();
        // Flyway itself would wait for its own lock here.
        String index = "CREATE INDEX CONCURRENTLY i ON posts (id);\n";
        bench.postgres.execute("CREATE INDEX i ON posts (id); INSERT INTO flyway_schema_history VALUES"
                + " (3, '3', 'index', 'SQL', 'V3__index.sql', "
                + FlywayChecksum.of(index.getBytes(StandardCharsets.UTF_8)) + ", 'postgres', now(), 1, true)");
        migration("4", "likes");
        flyway().load().migrate();
        assertInstanceOf(RunOutcome.RolledBack.class, bench.rollBack("1"));
        Plan plan = bench.planBack();
        assertFalse(plan.oneTransaction());
        assertTrue(PlanSql.of(plan, Impact.UNREAD, Instant.EPOCH).contains("SELECT count(*)::text"));
        assertInstanceOf(RunOutcome.RolledBack.class, bench.putBack());
        assertEquals(Map.of("1", "Success", "2", "Success", "3", "Success", "4", "Success"), info());
        assertTrue(flyway().load().validateWithResult().validationSuccessful);
    }

    @Test
    void everythingCanBeUndoneAndAppliedAgain() throws Exception {
        flyway().load().migrate();
        assertEquals(
                null,
                assertInstanceOf(RunOutcome.RolledBack.class, bench.rollBack(null))
                        .at());
        assertEquals(Map.of("1", "Pending", "2", "Pending"), info());
        assertEquals(2, flyway().load().migrate().migrationsExecuted);
    }

    @Test
    void theRowOfTheOtherEditionsUndoWouldBeRefusedByThisOne() {
        flyway().load().migrate();
        bench.postgres.execute("INSERT INTO flyway_schema_history"
                + " VALUES (3, '2', 'posts', 'UNDO_SQL', 'U2__posts.sql', 1, 'postgres', now(), 1, true)");
        assertThrows(FlywayException.class, () -> flyway().load().info());
    }

    @Test
    void orderIsWhatWasAppliedNotWhatIsOnDisk() throws Exception {
        migration("4", "likes");
        flyway().load().migrate();
        migration("3", "groups");
        flyway().outOfOrder(true).load().migrate();
        Timeline timeline = bench.timeline();
        assertEquals(
                List.of(
                        "3 groups BOTH PROVEN Out of Order",
                        "4 likes BOTH PROVEN Success",
                        "2 posts BOTH PROVEN Success",
                        "1 users BOTH PROVEN Success"),
                ToolBench.rows(timeline));
        assertEquals(info(), words(timeline));
        Plan plan = bench.plan("4");
        assertEquals(
                List.of("DROP TABLE groups;\n"),
                plan.steps().stream().map(Step::text).toList());
        assertEquals(
                Version.of(4),
                assertInstanceOf(RunOutcome.RolledBack.class, bench.run(plan)).at());
        assertEquals(Map.of("1", "Success", "2", "Success", "3", "Ignored", "4", "Success"), info());
        assertEquals(info(), words(bench.timeline()));
        assertEquals(1, flyway().outOfOrder(true).load().migrate().migrationsExecuted);
    }

    @Test
    void theWrongMigrationIsNotUndoneWhenAnotherBranchsIsApplied() throws Exception {
        bench.repository.branch("next");
        migration("3", "likes");
        bench.repository.commit("Likes");
        flyway().load().migrate();
        bench.repository.checkout("main");
        Timeline timeline = bench.timeline();
        assertEquals(new Verdict.Ahead(1, Version.of(2)), timeline.verdict());
        assertEquals(Map.of("1", "Success", "2", "Success", "3", "Future"), info());
        assertEquals(info(), words(timeline));
        assertInstanceOf(RunOutcome.RolledBack.class, bench.rollBack("2"));
        assertEquals(null, bench.postgres.value("SELECT to_regclass('likes')"));
        assertEquals(Map.of("1", "Success", "2", "Success"), info());
        assertTrue(flyway().load().validateWithResult().validationSuccessful);
    }

    @Test
    void itsWordsAreFlywaysOwn() {
        migration("1.5", "between");
        migration("3", "likes");
        bench.repository.write("db/migration/R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one;\n");
        bench.repository.write("db/migration/R__gone.sql", "SELECT 1;\n");
        bench.repository.commit("More");
        flyway().baselineOnMigrate(true).baselineVersion("1").load().baseline();
        flyway().load().migrate();
        bench.repository.delete("db/migration/V1_5__between.sql").delete("db/migration/R__gone.sql");
        bench.repository.write("db/migration/R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT 2 AS one;\n");
        migration("0.1", "below");
        migration("2.5", "ignored");
        migration("5", "new");
        Timeline timeline = bench.timeline();
        Map<String, String> expected = info();
        assertEquals(
                Map.of(
                        "0.1", "Below Baseline",
                        "1", "Ignored (Baseline)",
                        "1.5", "Missing",
                        "2", "Success",
                        "2.5", "Ignored",
                        "3", "Success",
                        "5", "Pending",
                        "gone", "Missing"),
                without(expected, "view"));
        // Flyway lists a repeatable migration that is to run again twice.
        assertEquals("Outdated+Pending", expected.put("view", "Outdated"));
        assertEquals(expected, words(timeline));
    }

    @Test
    void aFileThatWasChangedAfterItWasAppliedIsSaid() throws Exception {
        flyway().load().migrate();
        bench.repository.write("db/migration/V2__posts.sql", "CREATE TABLE posts (id int, more int);\n");
        assertEquals(
                "2 posts BOTH PROVEN Edited Success",
                ToolBench.rows(bench.timeline()).getFirst());
        bench.repository.commit("Changed for good");
        bench.repository.git("checkout", "-q", "--orphan", "forgetful");
        bench.repository.commit("No past").git("branch", "-q", "-D", "main");
        Timeline timeline = bench.timeline();
        assertEquals(
                "2 posts BOTH FOUND Edited Success", ToolBench.rows(timeline).getFirst());
        assertInstanceOf(Verdict.Diverged.class, timeline.verdict());
    }

    @Test
    void theChecksumIsFlywaysOwn() throws Exception {
        List<String> texts = List.of(
                "SELECT 1;\n",
                "SELECT 1;\r\nSELECT 'ü☃';\r\n\r\n",
                "\uFEFFSELECT 2;",
                "-- old mac\rSELECT 3;\r",
                "SELECT '\uFEFF';");
        for (int i = 0; i < texts.size(); i++) {
            bench.repository.write("db/migration/V" + (i + 10) + "__text.sql", texts.get(i));
        }
        flyway().load().migrate();
        for (int i = 0; i < texts.size(); i++) {
            assertEquals(
                    bench.postgres.value(
                            "SELECT checksum FROM flyway_schema_history WHERE version = '" + (i + 10) + "'"),
                    String.valueOf(FlywayChecksum.of(texts.get(i).getBytes(StandardCharsets.UTF_8))));
        }
    }

    @Test
    void theLockIsFlywaysOwn() throws Exception {
        bench.repository.write(
                "db/migration/V3__locks.sql",
                "CREATE TABLE seen AS SELECT (classid::bigint << 32) | objid::bigint AS key FROM pg_locks"
                        + " WHERE locktype = 'advisory' AND objsubid = 1;\n");
        flyway().load().migrate();
        try (Connection connection = bench.postgres.connect()) {
            assertEquals(
                    List.of(bench.postgres.value("SELECT key FROM seen")),
                    new Flyway()
                            .locks(connection, TABLE).stream()
                                    .map(AdvisoryLock::key)
                                    .map(String::valueOf)
                                    .toList());
        }
    }

    @Test
    void whoHoldsFlywaysLockKeepsTheRunOut() throws Exception {
        flyway().load().migrate();
        Plan plan = bench.plan("1");
        try (Connection other = bench.postgres.connect()) {
            long key = new Flyway().locks(other, TABLE).getFirst().key();
            other.setAutoCommit(false);
            other.prepareStatement("SELECT pg_advisory_xact_lock(" + key + ")").execute();
            assertInstanceOf(RunOutcome.LockHeld.class, bench.run(plan));
        }
        assertInstanceOf(RunOutcome.RolledBack.class, bench.run(plan));
    }

    @Test
    void whatFlywayUndidOrMarkedAsDeletedIsNotApplied() throws Exception {
        migration("3", "likes");
        flyway().load().migrate();
        bench.repository.delete("db/migration/V2__posts.sql");
        flyway().load().repair();
        bench.postgres.execute("INSERT INTO flyway_schema_history"
                + " VALUES (9, '3', 'likes', 'UNDO_SQL', 'U3__likes.sql', 1, 'postgres', now(), 1, true)");
        History history = Objects.requireNonNull(bench.timeline().history());
        assertEquals(
                List.of("1"),
                history.records().stream().map(each -> each.version().text()).toList());
        assertEquals(
                new Flyway().expectation(history).answer(),
                bench.postgres.value(new Flyway().expectation(history).query()));
    }

    @Test
    void aFailedMigrationIsDirty() {
        bench.repository.write("db/migration/V3__index.sql", "CREATE INDEX CONCURRENTLY i ON nothing (id);\n");
        assertThrows(FlywayException.class, () -> flyway().load().migrate());
        bench.postgres.execute("INSERT INTO flyway_schema_history"
                + " SELECT 3, '3', 'index', 'SQL', 'V3__index.sql', 1, 'postgres', now(), 1, false"
                + " WHERE NOT EXISTS (SELECT FROM flyway_schema_history WHERE version = '3')");
        Timeline timeline = bench.timeline();
        assertEquals(new Verdict.Dirty(Version.of(3), null), timeline.verdict());
        assertEquals(info(), words(timeline));
    }

    @Test
    void withoutAnUndoFileOrWithPlaceholdersNothingRuns() throws Exception {
        bench.repository.write("db/migration/V3__bare.sql", "CREATE TABLE bare ();\n");
        bench.repository.write("db/migration/V4__filled.sql", "CREATE TABLE filled ();\n");
        bench.repository.write("db/migration/U4__filled.sql", "DROP TABLE ${flyway:defaultSchema}.filled;\n");
        flyway().load().migrate();
        Plan plan = bench.plan("2");
        assertFalse(plan.runnable());
        assertTrue(plan.steps().getFirst().findings().contains(new Finding.Placeholders()));
        assertTrue(plan.steps().getLast().findings().contains(new Finding.MissingDown()));
    }

    @Test
    void anExportDoesTheSameWithPsql() throws Exception {
        flyway().load().migrate();
        String script =
                PlanSql.of(bench.plan("1"), Impact.UNREAD, Instant.EPOCH).replaceAll("(?m)^\\\\.*$", "");
        bench.postgres.execute(script);
        assertEquals(Map.of("1", "Success", "2", "Pending"), info());
        assertThrows(AssertionError.class, () -> bench.postgres.execute(script));
    }

    private FluentConfiguration flyway() {
        return org.flywaydb.core.Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://localhost:" + Postgres.port() + "/" + bench.postgres.name(), "postgres", "")
                .locations("filesystem:" + bench.repository.root() + "/db/migration");
    }

    /** What Flyway itself says, by version or, for a repeatable migration, by description; Undo files are left aside. */
    private Map<String, String> info() {
        return Arrays.stream(flyway().load().info().all())
                .filter(info ->
                        !info.getType().isUndo() && !info.getType().name().equals("BASELINE"))
                .collect(Collectors.toMap(
                        FlywayTest::name,
                        info -> info.getState().getDisplayName(),
                        (a, b) -> a + "+" + b,
                        TreeMap::new));
    }

    private static String name(MigrationInfo info) {
        return info.getVersion() == null
                ? info.getDescription()
                : info.getVersion().getVersion();
    }

    private static Map<String, String> words(Timeline timeline) {
        return ToolBench.words(timeline);
    }

    private static Map<String, String> without(Map<String, String> words, String name) {
        Map<String, String> fewer = new TreeMap<>(words);
        fewer.remove(name);
        return fewer;
    }

    private void migration(String version, String name) {
        String stem = version.replace('.', '_') + "__" + name + ".sql";
        bench.repository.write("db/migration/V" + stem, "CREATE TABLE " + name + " (id int);\n");
        bench.repository.write("db/migration/U" + stem, "DROP TABLE " + name + ";\n");
    }
}
