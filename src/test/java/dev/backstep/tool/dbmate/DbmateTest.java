package dev.backstep.tool.dbmate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.ToolBench;
import dev.backstep.inspection.Inspection;
import dev.backstep.model.Timeline;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.rollback.export.PlanSql;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.run.RunOutcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On databases as dbmate 2.36.0 leaves them; {@code DbmateOracleTest} asks dbmate itself. */
class DbmateTest {

    private static final String TABLE = "CREATE TABLE schema_migrations (version varchar primary key);";

    @TempDir
    Path folder;

    private ToolBench bench;

    @BeforeEach
    void open() {
        bench = new ToolBench(folder);
        migration("20240101", "users");
        migration("20240102", "posts");
        bench.repository.commit("Two");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatIsPutBackHasItsRowsAgain() throws Exception {
        applied("20240101", "20240102");
        String catalog = bench.postgres.catalog();
        assertInstanceOf(RunOutcome.RolledBack.class, bench.rollBack(null));
        assertEquals("0", bench.postgres.value("SELECT count(*) FROM schema_migrations"));
        assertEquals(
                new Version("20240102"),
                assertInstanceOf(RunOutcome.RolledBack.class, bench.putBack()).at());
        assertEquals(
                "20240101 20240102",
                bench.postgres.value("SELECT string_agg(version, ' ' ORDER BY version) FROM schema_migrations"));
        assertEquals(catalog, bench.postgres.catalog());
        assertEquals(
                new Verdict.InSync(new Version("20240102")), bench.timeline().verdict());
    }

    @Test
    void eachVersionHasItsRowAndGapsAreFilled() {
        migration("20240103", "likes");
        bench.repository.commit("Three");
        applied("20240101", "20240103");
        Timeline timeline = bench.timeline();
        assertEquals(
                List.of("20240103 likes BOTH FOUND", "20240102 posts CHECKOUT FOUND", "20240101 users BOTH FOUND"),
                ToolBench.rows(timeline));
        assertEquals(new Verdict.Behind(1, new Version("20240103")), timeline.verdict());
    }

    @Test
    void whatIsUndoneIsWhatWasAppliedNotTheLastFileThatIs() throws Exception {
        bench.repository.branch("next");
        migration("20240103", "likes");
        bench.repository.commit("Likes").checkout("main");
        applied("20240101", "20240102", "20240103");
        Timeline timeline = bench.timeline();
        assertEquals(new Verdict.Ahead(1, new Version("20240102")), timeline.verdict());
        assertEquals(
                new Version("20240102"),
                assertInstanceOf(RunOutcome.RolledBack.class, bench.rollBack("20240102"))
                        .at());
        assertEquals("20240101 20240102", versions());
        assertEquals(null, bench.postgres.value("SELECT to_regclass('likes')"));
        assertEquals("posts", bench.postgres.value("SELECT to_regclass('posts')"));
    }

    @Test
    void downsAreSentFromTheirDirectiveOnAndEverythingCanBeUndone() throws Exception {
        applied("20240101", "20240102");
        Plan plan = bench.plan(null);
        assertEquals(
                List.of("-- migrate:down\nDROP TABLE posts;\n", "-- migrate:down\nDROP TABLE users;\n"),
                plan.steps().stream().map(Step::text).toList());
        assertTrue(plan.oneTransaction());
        assertInstanceOf(RunOutcome.RolledBack.class, bench.run(plan));
        assertEquals("", versions());
        assertEquals("schema_migrations", bench.postgres.value("SELECT to_regclass('schema_migrations')"));
    }

    @Test
    void aDownThatAsksForNoTransactionRunsOnItsOwnAndItsRowGoesAfterIt() throws Exception {
        bench.repository.write("db/migrations/20240103_index.sql", """
                -- migrate:up transaction:false
                CREATE INDEX CONCURRENTLY i ON users (id);
                -- migrate:down transaction:false
                DROP INDEX CONCURRENTLY i;
                """);
        applied("20240101", "20240102", "20240103");
        bench.postgres.execute("CREATE INDEX i ON users (id)");
        Plan plan = bench.plan("20240101");
        assertEquals(
                List.of(false, true),
                plan.steps().stream().map(Step::transactional).toList());
        assertInstanceOf(RunOutcome.RolledBack.class, bench.run(plan));
        assertEquals("20240101", versions());
    }

    @Test
    void aRowWrittenMeanwhileStopsTheRun() throws Exception {
        applied("20240101", "20240102");
        Plan plan = bench.plan("20240101");
        bench.postgres.execute("INSERT INTO schema_migrations VALUES ('20230505')");
        assertInstanceOf(RunOutcome.Changed.class, bench.run(plan));
        assertEquals("20230505 20240101 20240102", versions());
    }

    @Test
    void anExportDoesTheSameWithPsql() throws Exception {
        applied("20240101", "20240102");
        String script = PlanSql.of(bench.plan("20240101"), Impact.UNREAD, Instant.EPOCH);
        assertTrue(
                script.contains("\nDELETE FROM \"public\".\"schema_migrations\" WHERE version = '20240102';\n"),
                script);
        String runnable = script.replaceAll("(?m)^\\\\.*$", "");
        bench.postgres.execute(runnable);
        assertEquals("20240101", versions());
        bench.postgres.execute("INSERT INTO schema_migrations VALUES ('20240109')");
        AssertionError refused = assertThrows(AssertionError.class, () -> bench.postgres.execute(runnable));
        assertTrue(
                String.valueOf(refused.getCause()).contains("\"20240101 20240102\""),
                () -> String.valueOf(refused.getCause()));
    }

    @Test
    void theTableOfRailsIsNotDbmates() {
        bench.postgres.execute(TABLE + "CREATE TABLE ar_internal_metadata (key varchar primary key, value varchar)");
        assertEquals(List.of(), ((Inspection.Connected) bench.inspect().database()).tables());
    }

    @Test
    void golangMigratesTableIsNotDbmatesAndBothLiveInOneDatabase() {
        applied("20240101", "20240102");
        bench.repository
                .write("go/migrations/000001_a.up.sql", "CREATE TABLE a ();\n")
                .write("go/migrations/000001_a.down.sql", "DROP TABLE a;\n")
                .commit("A track of golang-migrate");
        bench.postgres.execute(
                "CREATE SCHEMA app; CREATE TABLE app.schema_migrations"
                        + " (version bigint primary key, dirty boolean not null); INSERT INTO app.schema_migrations VALUES (1, false)");
        List<Timeline> timelines = bench.inspect().timelines();
        assertEquals(
                List.of("db/migrations public.schema_migrations", "go/migrations app.schema_migrations"),
                timelines.stream()
                        .map(each -> each.track().folder() + " " + each.track().table())
                        .toList());
        assertEquals(
                new Verdict.InSync(new Version("20240102")),
                timelines.getFirst().verdict());
        assertEquals(new Verdict.InSync(Version.of(1)), timelines.getLast().verdict());
    }

    @Test
    void inspectingChangesNothing() {
        applied("20240101");
        String before = bench.postgres.value("SELECT xmin || version FROM schema_migrations");
        bench.inspect();
        assertEquals(before, bench.postgres.value("SELECT xmin || version FROM schema_migrations"));
        bench.postgres.execute("DROP TABLE schema_migrations");
        assertFalse(bench.timeline().rows().isEmpty());
        assertEquals(null, bench.postgres.value("SELECT to_regclass('schema_migrations')"));
    }

    private void migration(String version, String name) {
        bench.repository.write(
                "db/migrations/" + version + "_" + name + ".sql",
                "-- migrate:up\nCREATE TABLE %1$s (id int);\n-- migrate:down\nDROP TABLE %1$s;\n".formatted(name));
    }

    private void applied(String... versions) {
        bench.postgres.execute(TABLE + "CREATE TABLE users (id int); CREATE TABLE posts (id int);"
                + "CREATE TABLE likes (id int); INSERT INTO schema_migrations VALUES ('"
                + String.join("'), ('", versions) + "')");
    }

    private String versions() {
        return String.valueOf(bench.postgres.value(
                "SELECT coalesce(string_agg(version, ' ' ORDER BY version), '') FROM schema_migrations"));
    }
}
