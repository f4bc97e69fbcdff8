package dev.backstep.rollback.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.ToolBench;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.rollback.export.DiagnosisText;
import dev.backstep.rollback.export.FindingText;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.run.RunOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dirty mark on a real database: what the schema says it means, and each way out of it. */
class RepairTest {

    private static final String ONE = "CREATE TABLE users (id int PRIMARY KEY);\n";
    private static final String TWO =
            "ALTER TABLE users ADD name text;\nCREATE TABLE posts (id int);\nCREATE INDEX by_name ON users (name);\n";
    private static final String TWO_BACK =
            "DROP INDEX by_name;\nDROP TABLE posts;\nALTER TABLE users DROP COLUMN name;\n";

    private static final ReplayDesk REPLAYS = new LiveReplayDesk(
            Path.of("target/repair/servers").toAbsolutePath(),
            Path.of("target/replay/postgresql").toAbsolutePath(),
            ReplayLimits.DEFAULT);

    @TempDir
    private Path folder;

    private ToolBench bench;

    @BeforeEach
    void open() {
        bench = new ToolBench(folder, REPLAYS);
        migration(1, "users", ONE, "DROP TABLE users;\n");
        migration(2, "posts", TWO, TWO_BACK);
        bench.repository.commit("Two");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @AfterAll
    static void stop() throws Exception {
        REPLAYS.close();
    }

    @Test
    void aScriptThatWasRolledBackWholeLeavesTheVersionBelow() throws Exception {
        dirty(2, ONE);
        Diagnosis diagnosis = diagnose();
        assertEquals(List.of("1 equal", "2 4"), states(diagnosis));
        assertEquals(List.of("up 2: [0] of 3"), parts(diagnosis));
        assertEquals(List.of("clean-at-1 known", "clean-at-2"), ways(diagnosis));
        assertEquals(
                Version.of(1),
                assertInstanceOf(RunOutcome.RolledBack.class, bench.repair(diagnosis, "clean-at-1"))
                        .at());
        assertEquals("1 false", row());
        assertEquals(new Verdict.Behind(1, Version.of(1)), bench.timeline().verdict());
        assertEquals(
                "repair.notDirty",
                assertThrows(BackstepException.class, this::diagnose).key());
    }

    @Test
    void aScriptThatIsThereWholeIsMarkedClean() throws Exception {
        dirty(2, ONE + TWO);
        Diagnosis diagnosis = diagnose();
        assertEquals(List.of("clean-at-2 known", "clean-at-1"), ways(diagnosis));
        bench.repair(diagnosis, "clean-at-2");
        assertEquals("2 false", row());
    }

    @Test
    void aScriptCutInTheMiddleIsFinishedForward() throws Exception {
        dirty(2, ONE + "ALTER TABLE users ADD name text;");
        Diagnosis diagnosis = diagnose();
        assertEquals(List.of("up 2: [1] of 3"), parts(diagnosis));
        assertEquals(List.of("up-2-from-2 known", "down-2-from-3 known", "clean-at-1", "clean-at-2"), ways(diagnosis));
        RepairWay way = way(diagnosis, "up-2-from-2");
        assertEquals(
                "CREATE TABLE posts (id int);\nCREATE INDEX by_name ON users (name);\n",
                way.plan().steps().getFirst().text());
        assertTrue(way.plan().oneTransaction());
        List<Check> stops = bench.repairDesk().desk(way).check(way.plan()).stream()
                .filter(check -> check.state() == Check.State.STOPS)
                .toList();
        assertEquals(List.of(), stops);
        assertInstanceOf(RunOutcome.RolledBack.class, bench.repair(diagnosis, "up-2-from-2"));
        assertEquals("2 false", row());
        assertEquals("by_name", bench.postgres.value("SELECT to_regclass('by_name')"));
        assertEquals(new Verdict.InSync(Version.of(2)), bench.timeline().verdict());
    }

    @Test
    void aScriptCutInTheMiddleIsFinishedBackward() throws Exception {
        dirty(2, ONE + "ALTER TABLE users ADD name text; CREATE TABLE posts (id int);");
        Diagnosis diagnosis = diagnose();
        assertEquals(
                "DROP TABLE posts;\nALTER TABLE users DROP COLUMN name;\n",
                way(diagnosis, "down-2-from-2").plan().steps().getFirst().text());
        assertInstanceOf(RunOutcome.RolledBack.class, bench.repair(diagnosis, "down-2-from-2"));
        assertEquals("1 false", row());
        assertEquals(null, bench.postgres.value("SELECT to_regclass('posts')"));
    }

    @Test
    void whatTheDownScriptDoesNotFitIsTakenBackByAGeneratedOne() throws Exception {
        migration(2, "posts", TWO, "ALTER TABLE users DROP COLUMN name;\nDROP TABLE posts;\n");
        bench.repository.commit("Another order");
        dirty(2, ONE + "ALTER TABLE users ADD name text; CREATE TABLE posts (id int);");
        Diagnosis diagnosis = diagnose();
        assertEquals(
                List.of("up-2-from-3 known", "generated-2-from-2 known", "clean-at-1", "clean-at-2"), ways(diagnosis));
        assertInstanceOf(RunOutcome.RolledBack.class, bench.repair(diagnosis, "generated-2-from-2"));
        assertEquals("1 false", row());
        assertEquals(null, bench.postgres.value("SELECT to_regclass('posts')"));
    }

    @Test
    void aDownScriptCutInTheMiddleHasBothWaysToo() throws Exception {
        dirty(1, ONE + TWO + "DROP INDEX by_name;");
        Diagnosis diagnosis = diagnose();
        assertEquals(List.of("nothing 6", "1 3", "2 1"), states(diagnosis));
        assertEquals(List.of("up 1: [] of 1", "down 2: [1] of 3"), parts(diagnosis));
        assertEquals(
                List.of("up-2-from-3 known", "down-2-from-2 known", "clean-at-nothing", "clean-at-1", "clean-at-2"),
                ways(diagnosis));
        assertInstanceOf(RunOutcome.RolledBack.class, bench.repair(diagnosis, "down-2-from-2"));
        assertEquals("1 false", row());
        assertEquals(new Verdict.Behind(1, Version.of(1)), bench.timeline().verdict());
    }

    @Test
    void theFirstDownScriptIsMarkedBelowAllVersions() throws Exception {
        dirty(-1, ONE);
        Diagnosis diagnosis = diagnose();
        assertEquals(List.of("clean-at-1 known", "clean-at-nothing"), ways(diagnosis));
        bench.repair(diagnosis, "clean-at-1");
        assertEquals("1 false", row());
    }

    @Test
    void aStatementWithoutATraceIsSaidAndNeverTakenForGranted() throws Exception {
        migration(2, "posts", "ALTER TABLE users ADD name text;\nUPDATE users SET name = '';\n", TWO_BACK);
        bench.repository.commit("Rows");
        dirty(2, ONE + "ALTER TABLE users ADD name text;");
        Diagnosis diagnosis = diagnose();
        assertEquals(List.of("up 2: [1, 2] of 2"), parts(diagnosis));
        assertEquals(List.of("clean-at-2 known", "up-2-from-2 known", "clean-at-1"), ways(diagnosis));
        assertEquals(
                List.of(
                        "No trace in the schema — Whether this statement ran is not to be seen in the schema; this way takes it"
                                + " that it did: UPDATE users SET name = ''."),
                findings(way(diagnosis, "clean-at-2")));
        assertTrue(findings(way(diagnosis, "up-2-from-2")).getFirst().contains("takes it that it did not"));
    }

    @Test
    void whatCannotShareATransactionIsFinishedAndThenMarked() throws Exception {
        migration(
                2,
                "posts",
                "ALTER TABLE users ADD name text;\nCREATE INDEX CONCURRENTLY by_name ON users (name);\n",
                "");
        bench.repository.commit("Concurrently");
        dirty(2, ONE + "ALTER TABLE users ADD name text;");
        Diagnosis diagnosis = diagnose();
        assertFalse(way(diagnosis, "up-2-from-2").plan().oneTransaction());
        assertInstanceOf(RunOutcome.RolledBack.class, bench.repair(diagnosis, "up-2-from-2"));
        assertEquals("2 false", row());
        assertEquals("by_name", bench.postgres.value("SELECT to_regclass('by_name')"));
    }

    @Test
    void aSchemaThatIsNeitherIsListedAndNothingIsKnown() throws Exception {
        dirty(2, "CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE other (id int);");
        Diagnosis diagnosis = diagnose();
        assertEquals(List.of("clean-at-1", "clean-at-2"), ways(diagnosis));
        RepairWay way = way(diagnosis, "clean-at-1");
        assertEquals(
                "The live schema differs — Replaying the scripts makes another schema than the live one: 3 things differ."
                        + " other is in the live schema only; other.id is in the live schema only; users.id is not the same.",
                findings(way).getFirst());
        assertEquals("2 true", row());
        Check asks = bench.repairDesk().desk(way).check(way.plan()).stream()
                .filter(check -> check.id().equals("scripts"))
                .findFirst()
                .orElseThrow();
        assertEquals(Check.State.ASKS, asks.state());
    }

    @Test
    void whatSomebodyMadeBesideIsToldAndStays() throws Exception {
        dirty(2, ONE + "ALTER TABLE users ADD name text; CREATE INDEX by_hand ON users (id);");
        Diagnosis diagnosis = diagnose();
        assertEquals(List.of("up-2-from-2", "down-2-from-3", "clean-at-2", "clean-at-1"), sorted(ways(diagnosis)));
        assertInstanceOf(RunOutcome.RolledBack.class, bench.repair(diagnosis, "up-2-from-2"));
        assertEquals("2 false by_hand", row() + " " + bench.postgres.value("SELECT to_regclass('by_hand')"));
    }

    @Test
    void aSchemaThatChangedSinceItWasComparedStopsTheRun() throws Exception {
        dirty(2, ONE);
        Diagnosis diagnosis = diagnose();
        bench.postgres.execute("CREATE TABLE meanwhile (id int)");
        RunOutcome.Stopped stopped = assertInstanceOf(RunOutcome.Stopped.class, bench.repair(diagnosis, "clean-at-1"));
        assertTrue(stopped.nothingDone());
        assertTrue(stopped.reason().startsWith("Nothing was run: the schema has changed"), stopped.reason());
        assertEquals("2 true", row());
    }

    @Test
    void codersMarkIsMendedWithItsRecords() throws Exception {
        dirty(
                2,
                ONE + "CREATE TABLE workspace_agents (id int); CREATE TABLE provisioner_jobs (id int);"
                        + "ALTER TABLE users ADD name text; CREATE SCHEMA _develop;"
                        + "CREATE TABLE _develop.applied_migrations (version bigint PRIMARY KEY, filename text NOT NULL,"
                        + " up_sql text NOT NULL DEFAULT '', down_sql text NOT NULL DEFAULT '');"
                        + "INSERT INTO _develop.applied_migrations VALUES (1, '000001_users.down.sql', '" + ONE
                        + "', ''),"
                        + " (2, '000002_posts.down.sql', '" + TWO + "', '" + TWO_BACK + "');");
        Diagnosis diagnosis = diagnose();
        assertEquals("coder", diagnosis.history().table().tool());
        assertEquals(
                List.of("up-2-from-2", "down-2-from-3"), sorted(ways(diagnosis)).subList(0, 2));
        assertInstanceOf(RunOutcome.RolledBack.class, bench.repair(diagnosis, "down-2-from-3"));
        assertEquals(
                "1 false 1",
                row() + " "
                        + bench.postgres.value(
                                "SELECT string_agg(version::text, ' ') FROM _develop.applied_migrations"));
    }

    @Test
    void whereNothingProvesWhatWasAppliedBelowTheMarkTheOneThatWasTakenIsNamed() throws Exception {
        bench.repository
                .branch("feature/other")
                .write("migrations/000001_users.up.sql", "CREATE TABLE users (id int PRIMARY KEY, mail text);\n")
                .commit("Mail")
                .checkout("main");
        dirty(2, ONE + "ALTER TABLE users ADD name text;");
        Diagnosis diagnosis = diagnose();
        String said =
                "Not proven what was applied — 1 migration was found with several contents, and nothing proves which was"
                        + " applied. What the schema is compared with was made from the likeliest: 1 users as in working tree, not as"
                        + " in feature/other.";
        assertEquals(List.of(said), DiagnosisText.notes(diagnosis));
        assertEquals(List.of(), DiagnosisText.warnings(way(diagnosis, "up-2-from-2")));
        assertTrue(findings(way(diagnosis, "up-2-from-2")).contains(said));
        assertTrue(bench.planReset().steps().getFirst().findings().stream()
                .map(FindingText::of)
                .map(FindingText::line)
                .anyMatch(said::equals));
    }

    private void migration(int version, String name, String up, String down) {
        String path = "migrations/00000" + version + "_" + name;
        bench.repository.write(path + ".up.sql", up).write(path + ".down.sql", down);
    }

    private void dirty(int version, String made) {
        bench.postgres.execute(made
                + "CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null);"
                + "INSERT INTO schema_migrations VALUES (" + version + ", true)");
    }

    private Diagnosis diagnose() throws BackstepException {
        return bench.repairDesk().diagnose(ReplayProgress.none());
    }

    private @Nullable String row() {
        return bench.postgres.value("SELECT version || ' ' || dirty FROM schema_migrations");
    }

    private static List<String> states(Diagnosis diagnosis) {
        return diagnosis.states().stream()
                .map(state ->
                        (state.version() == null ? "nothing" : state.version().text()) + " "
                                + (state.equal()
                                        ? "equal"
                                        : Objects.requireNonNull(state.differences())
                                                .entries()
                                                .size()))
                .toList();
    }

    private static List<String> parts(Diagnosis diagnosis) {
        return diagnosis.scripts().stream()
                .map(part -> "%s %s: %s of %d"
                        .formatted(
                                part.attempt().up() ? "up" : "down",
                                part.attempt().migration().version().text(),
                                part.there(),
                                part.attempt().statements().size()))
                .toList();
    }

    private static List<String> ways(Diagnosis diagnosis) {
        return diagnosis.ways().stream()
                .map(way -> way.id() + (way.known() ? " known" : ""))
                .toList();
    }

    private static List<String> sorted(List<String> ways) {
        return ways.stream().sorted().toList().reversed();
    }

    private static RepairWay way(Diagnosis diagnosis, String id) {
        return diagnosis.ways().stream()
                .filter(way -> way.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(ways(diagnosis)));
    }

    private static List<String> findings(RepairWay way) {
        return way.plan().steps().getFirst().findings().stream()
                .map(FindingText::of)
                .map(FindingText::line)
                .toList();
    }
}
