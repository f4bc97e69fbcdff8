package dev.backstep.tool.coder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.ToolBench;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Evidence;
import dev.backstep.model.Note;
import dev.backstep.model.Timeline;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.text.RowText;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of coder's pull request 23466, on databases as its {@code scripts/develop} would leave them. */
class DevelopCasesTest {

    private static final String FOLDER = "coderd/database/migrations/";

    @TempDir
    Path folder;

    private ToolBench bench;

    @BeforeEach
    void open() {
        bench = new ToolBench(folder);
        file("000001-000100/", 1, "users", "users");
        file("000001-000100/", 2, "posts", "posts");
        file("", 101, "likes", "likes");
        bench.repository.commit("Three").branch("feature");
        bench.postgres.execute("CREATE TABLE schema_migrations (version bigint primary key, dirty boolean not null);"
                + "CREATE SCHEMA _develop; CREATE TABLE _develop.applied_migrations (version BIGINT PRIMARY KEY,"
                + " filename TEXT NOT NULL, up_sql TEXT NOT NULL DEFAULT '', down_sql TEXT NOT NULL DEFAULT '')");
        List.of("users", "posts", "likes", "alpha").forEach(this::table);
        record(1, "users", "users");
        record(2, "posts", "posts");
        record(101, "likes", "likes");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void archiveFoldersAreFlattened() {
        at(101);
        Timeline timeline = bench.timeline();
        assertEquals(
                List.of("101 likes BOTH PROVEN", "2 posts BOTH PROVEN", "1 users BOTH PROVEN"),
                ToolBench.rows(timeline));
        assertEquals(
                "coder",
                timeline.track().table() == null ? "" : timeline.track().table().tool());
        assertEquals(new Verdict.InSync(Version.of(101)), timeline.verdict());
    }

    @Test
    void whatIsNoLongerOnDiskIsUndoneByWhatWasRecordedAndItsRecordGoes() throws Exception {
        record(102, "alpha", "alpha");
        at(102);
        Timeline timeline = bench.timeline();
        assertEquals(
                "102 alpha DATABASE PROVEN [missing from disk]",
                ToolBench.rows(timeline).getFirst());
        assertEquals(List.of(told("missing", "000102_alpha.down.sql")), cases(timeline, 0));
        assertEquals(new Verdict.Ahead(1, Version.of(101)), timeline.verdict());
        assertInstanceOf(RunOutcome.RolledBack.class, bench.rollBack("101"));
        assertEquals("101 | 1 2 101 | ", state("alpha"));
    }

    @Test
    void aNumberThatTwoBranchesUseIsTheOneThatWasRecorded() throws Exception {
        file("", 102, "beta", "beta");
        bench.repository.commit("Beta").checkout("main").branch("other");
        file("", 102, "gamma", "gamma");
        bench.repository.commit("Gamma");
        record(102, "alpha", "alpha");
        at(102);
        Timeline timeline = bench.timeline();
        assertEquals(
                List.of(
                        "102 alpha DATABASE PROVEN [number used twice] [missing from disk]",
                        "102 gamma CHECKOUT FOUND [number used twice]"),
                ToolBench.rows(timeline).subList(0, 2));
        assertEquals(
                told("reused", "102 alpha", "102 gamma"), cases(timeline, 0).getFirst());
        assertEquals(List.of(told("skipped", "102 alpha")), cases(timeline, 1));
        assertEquals(new Verdict.Diverged(1, 1, Version.of(101)), timeline.verdict());
        Plan plan = bench.plan("101");
        assertEquals("DROP TABLE alpha;\n", plan.steps().getFirst().text());
        assertInstanceOf(RunOutcome.RolledBack.class, bench.run(plan));
        assertEquals("101 | 1 2 101 | ", state("alpha"));
    }

    @Test
    void withoutARecordANumberThatTwoBranchesUseIsAPersonsToChoose() throws Exception {
        file("", 102, "beta", "beta");
        bench.repository.commit("Beta").checkout("main").branch("other");
        file("", 102, "alpha", "alpha");
        bench.repository.commit("Alpha").checkout("main");
        at(102);
        assertEquals(
                List.of(told("untracked", "101", "102"), told("undecided", "102 alpha, 102 beta")),
                cases(bench.timeline(), 0));
        Plan plan = bench.plan("101");
        assertTrue(plan.steps().getFirst().findings().stream().anyMatch(Finding.Ambiguous.class::isInstance));
        assertInstanceOf(RunOutcome.Stopped.class, bench.run(plan));
        assertEquals("102 | 1 2 101 | alpha", state("alpha"));
    }

    @Test
    void whatWasAppliedOutsideOfTheScriptIsFoundButNotProven() throws Exception {
        file("", 102, "alpha", "alpha");
        bench.repository.commit("Alpha");
        at(102);
        Timeline timeline = bench.timeline();
        assertEquals(
                "102 alpha BOTH FOUND [untracked]", ToolBench.rows(timeline).getFirst());
        assertEquals(List.of(told("untracked", "101", "102")), cases(timeline, 0));
        assertInstanceOf(RunOutcome.RolledBack.class, bench.rollBack("2"));
        assertEquals("2 | 1 2 | ", state("alpha"));
    }

    @Test
    void whatChangedOnDiskIsUndoneByWhatWasRecorded() throws Exception {
        file("", 101, "likes", "other_likes");
        at(101);
        assertEquals(
                "101 likes BOTH PROVEN Edited [content changed on disk]",
                ToolBench.rows(bench.timeline()).getFirst());
        Plan plan = bench.plan("2");
        assertEquals(
                List.of("DROP TABLE likes;\n"),
                plan.steps().stream().map(Step::text).toList());
        assertInstanceOf(RunOutcome.RolledBack.class, bench.run(plan));
        assertEquals("2 | 1 2 | ", state("likes"));
    }

    @Test
    void aDownScriptThatChangedOnDiskIsAChange() {
        bench.repository.write(FOLDER + "000101_likes.down.sql", "SELECT 1;\n");
        at(101);
        assertEquals(List.of(told("changed")), cases(bench.timeline(), 0));
    }

    @Test
    void whatWasRecordedWithoutADownScriptIsNotUndoneByItsRollback() {
        record(102, "alpha", "alpha");
        bench.postgres.execute("UPDATE _develop.applied_migrations SET down_sql = ' ' WHERE version = 102");
        at(102);
        assertEquals(List.of(told("missingDown", "000102_alpha.down.sql")), cases(bench.timeline(), 0));
    }

    @Test
    void aFileThatWasRenamedIsMissingToTheScript() {
        bench.repository.delete(FOLDER + "000101_likes.up.sql").delete(FOLDER + "000101_likes.down.sql");
        file("", 101, "hearts", "likes");
        at(101);
        Timeline timeline = bench.timeline();
        assertEquals(
                "101 likes BOTH PROVEN Renamed [missing from disk]",
                ToolBench.rows(timeline).getFirst());
        assertEquals(List.of(told("renamed", "000101_likes.down.sql")), cases(timeline, 0));
    }

    @Test
    void whatItsRollbackRefusesAsNotContiguousIsUndoneWithWhatStandsAboveIt() throws Exception {
        file("", 103, "beta", "beta");
        record(102, "alpha", "alpha");
        record(103, "beta", "beta");
        table("beta");
        at(103);
        Timeline timeline = bench.timeline();
        assertEquals(
                List.of("103 beta BOTH PROVEN", "102 alpha DATABASE PROVEN [missing from disk] [not contiguous]"),
                ToolBench.rows(timeline).subList(0, 2));
        assertEquals(
                "The --db-rollback of coder's develop script says \"cannot roll back: versions are not contiguous\","
                        + " because 103 stands above, and leaves only --db-reset, which destroys the database. Roll back here:"
                        + " what stands above is undone first, and what this checkout has of it the server applies again when"
                        + " it starts.",
                RowText.sentence(cases(timeline, 1).getLast()));
        assertInstanceOf(RunOutcome.RolledBack.class, bench.rollBack("101"));
        assertEquals("101 | 1 2 101 | ", state("alpha"));
        assertEquals("101 | 1 2 101 | ", state("beta"));
    }

    @Test
    void whatIsRecordedWithAGapIsUndoneAsItWasRecorded() throws Exception {
        bench.postgres.execute("DELETE FROM _develop.applied_migrations WHERE version = 2");
        at(101);
        assertEquals(
                List.of("101 likes BOTH PROVEN", "2 posts CHECKOUT FOUND PendingBelow", "1 users BOTH PROVEN"),
                ToolBench.rows(bench.timeline()));
        assertInstanceOf(RunOutcome.RolledBack.class, bench.rollBack("1"));
        assertEquals("1 | 1 | ", state("likes"));
    }

    @Test
    void aDirtyDatabaseIsSaidAndNothingIsPlanned() {
        bench.postgres.execute("INSERT INTO schema_migrations VALUES (101, true)");
        Timeline timeline = bench.timeline();
        assertInstanceOf(Verdict.Dirty.class, timeline.verdict());
        assertEquals(List.of(told("dirty", "101")), cases(timeline, 0));
        assertEquals(
                "plan.dirty",
                assertThrows(BackstepException.class, () -> bench.plan("2")).key());
    }

    @Test
    void theCacheOfNamesSpeaksWhereNothingIsRecorded() {
        file("", 102, "beta", "beta");
        bench.repository.commit("Beta").checkout("main").branch("other");
        file("", 102, "alpha", "alpha");
        bench.repository.commit("Alpha").checkout("main");
        at(102);
        cache("postgres/", "{\"101\": \"000101_other.down.sql\", \"102\": \"000102_beta.down.sql\"}");
        Timeline timeline = bench.timeline();
        assertEquals(
                told("cached", ".coderv2/postgres/migration_cache.json", "000102_beta.down.sql"),
                cases(timeline, 0).getLast());
        assertEquals(Evidence.AMBIGUOUS, timeline.rows().getFirst().evidence());
        assertEquals(List.of(), cases(timeline, 1));
    }

    @Test
    void aCacheThatSaysTheSameAsTheRowSaysNothing() {
        file("", 102, "alpha", "alpha");
        at(102);
        cache("", "{\"102\": \"000102_alpha.down.sql\"}");
        assertEquals(List.of(told("untracked", "101", "102")), cases(bench.timeline(), 0));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aBrokenCacheIsSaidAndLeftOut(String text) throws Exception {
        file("", 102, "alpha", "alpha");
        at(102);
        cache("", text);
        assertEquals(
                told("cacheUnreadable", ".coderv2/migration_cache.json"),
                cases(bench.timeline(), 0).getLast());
        assertInstanceOf(RunOutcome.RolledBack.class, bench.rollBack("101"));
    }

    static List<String> broken() {
        String right = "\"102\": \"000102_beta.down.sql\"";
        return List.of(
                "",
                "[]",
                "{" + right,
                "{" + right + "} x",
                "{\"102\": [1]}",
                "{\"102\": \"000103_beta.down.sql\"}",
                "{\"102\": \"000102_beta.up.sql\"}",
                "{\"102\": \"../evil\"}",
                "[".repeat(100_000),
                "{" + right + " ".repeat(MigrationCache.LIMIT) + "}");
    }

    @Test
    void aServerThatMigratesKeepsTheRunOut() throws Exception {
        at(101);
        Plan plan = bench.plan("2");
        try (Connection server = bench.postgres.connect("coder");
                Statement statement = server.createStatement()) {
            server.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(1037453835920848937)");
            assertInstanceOf(RunOutcome.LockHeld.class, bench.run(plan));
        }
        assertInstanceOf(RunOutcome.RolledBack.class, bench.run(plan));
    }

    private static Note told(String what, String... arguments) {
        return new Note.ToolsCase("note.coder." + what, List.of(arguments));
    }

    private static List<Note> cases(Timeline timeline, int row) {
        return timeline.rows().get(row).notes().stream()
                .filter(Note.ToolsCase.class::isInstance)
                .toList();
    }

    private void file(String archive, int version, String name, String table) {
        String stem = FOLDER + archive + "%06d_%s".formatted(version, name);
        bench.repository.write(stem + ".up.sql", "CREATE TABLE " + table + " (id int);\n");
        bench.repository.write(stem + ".down.sql", "DROP TABLE " + table + ";\n");
    }

    private void cache(String where, String text) {
        bench.repository.write(".coderv2/" + where + "migration_cache.json", text);
    }

    private void table(String name) {
        bench.postgres.execute("CREATE TABLE " + name + " (id int)");
    }

    private void record(int version, String name, String table) {
        bench.postgres.execute(
                "INSERT INTO _develop.applied_migrations VALUES (%1$d, '%1$06d_%2$s.down.sql', E'CREATE TABLE %3$s (id int);\\n', E'DROP TABLE %3$s;\\n')"
                        .formatted(version, name, table));
    }

    private void at(int version) {
        bench.postgres.execute("INSERT INTO schema_migrations VALUES (" + version + ", false)");
    }

    /** {@code 101 | 1 2 101 | alpha}: the version, what is recorded, and the table if it is there. */
    private String state(String table) {
        return String.valueOf(
                bench.postgres.value("SELECT (SELECT string_agg(version::text, ' ') FROM schema_migrations)"
                        + " || ' | ' || (SELECT string_agg(version::text, ' ' ORDER BY version) FROM _develop.applied_migrations)"
                        + " || ' | ' || coalesce(to_regclass('" + table + "')::text, '')"));
    }
}
