package dev.backstep.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.database.catalog.CatalogReader;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.fixture.Await;
import dev.backstep.fixture.Postgres;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ContentId;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Marker;
import dev.backstep.model.Migration;
import dev.backstep.model.PossibleHistory;
import dev.backstep.model.Provenance;
import dev.backstep.model.Script;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LiveReplayDeskTest {

    private static final Path FOLDER = Path.of("target/replay").toAbsolutePath();
    private static final Path PROGRAMS = FOLDER.resolve("postgresql");
    private static final ReplayDesk DESK =
            new LiveReplayDesk(FOLDER, PROGRAMS, new ReplayLimits(Duration.ofSeconds(5), 200_000_000));

    @AfterAll
    static void stop() throws BackstepException {
        DESK.close();
    }

    private static ReplayMigration migration(long version, String up, @Nullable String down) {
        return new ReplayMigration(Version.of(version), "m" + version, up, down);
    }

    private static Replayed replay(ReplayMigration... migrations) throws BackstepException {
        return DESK.observe(List.of(migrations), version -> true, CatalogScope.all(), ReplayProgress.none());
    }

    @Test
    void eachStepSaysWhatItDidAndWhatItsDownScriptLeaves() throws BackstepException {
        Replayed replayed = replay(
                migration(1, "CREATE TABLE t (id int PRIMARY KEY, a text)", "DROP TABLE t"),
                migration(2, "ALTER TABLE t ADD COLUMN b int NOT NULL DEFAULT 0", "SELECT 1"),
                migration(3, "CREATE INDEX CONCURRENTLY t_a ON t (a)", "DROP INDEX CONCURRENTLY t_a"),
                migration(4, "ALTER TABLE t DROP COLUMN a", "ALTER TABLE t ADD COLUMN a text"),
                migration(5, "DO $$ BEGIN EXECUTE 'ALTER TABLE t RENAME b TO ' || 'c'; END $$", "DROP TABLE u"));
        assertNull(replayed.failure());
        assertEquals(
                List.of(
                        "1 COMPATIBLE [create-table], down leaves []",
                        "2 COMPATIBLE [add-column], down leaves [t.b]",
                        "3 COMPATIBLE [create-index], down leaves []",
                        "4 BREAKING [drop-column], down leaves [t_a]",
                        "5 BREAKING [rename-column], down failed: PostgreSQL refused the script: table \"u\" does not"
                                + " exist (SQLSTATE 42P01)"),
                replayed.steps().stream().map(LiveReplayDeskTest::shown).toList());
    }

    private static String shown(ReplayStep step) {
        ReplayStep.Down down = step.down();
        assertNotNull(down);
        ReplayFailure failure = down.failure();
        return step.migration().version() + " " + step.observed().marker() + " "
                + step.observed().reasons().stream()
                        .map(reason -> reason.rule().id())
                        .toList()
                + (failure == null
                        ? ", down leaves "
                                + down.left().entries().stream()
                                        .map(entry -> entry.id().toString())
                                        .toList()
                        : ", down failed: " + failure.sentence());
    }

    @Test
    void aScriptThatFailsIsAResultWithPostgresqlsWords() throws BackstepException {
        Replayed replayed = replay(
                migration(1, "CREATE TABLE t (id int)", null),
                migration(2, "CREATE TABLE u (id int);\nALTER TABLE nowhere ADD x int;", null),
                migration(3, "SELECT 1", null));
        assertEquals(
                new ReplayFailure(
                        Version.of(2),
                        "m2",
                        ReplayFailure.Kind.CONTRADICTED,
                        "PostgreSQL refused the script: relation \"nowhere\" does not exist (SQLSTATE 42P01)"),
                replayed.failure());
        assertEquals(
                List.of("t"),
                replayed.schema().objects().keySet().stream()
                        .filter(id -> id.kind().name().equals("TABLE"))
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void whatTheThrowawayServerCannotDoIsSaidAsSuch() throws BackstepException {
        assertEquals(
                List.of(
                        ReplayFailure.Kind.NO_EXTENSION,
                        ReplayFailure.Kind.TRANSACTION_OPEN,
                        ReplayFailure.Kind.TOO_LONG),
                Stream.of(
                                kind("CREATE EXTENSION IF NOT EXISTS vector"),
                                kind("BEGIN; CREATE TABLE t (id int)"),
                                kind("SELECT pg_sleep(60)"))
                        .toList());
    }

    private static ReplayFailure.@Nullable Kind kind(String up) throws BackstepException {
        ReplayFailure failure = replay(migration(1, up, null)).failure();
        return failure == null ? null : failure.kind();
    }

    @Test
    void aReplayLeavesNothingForTheNext() throws BackstepException {
        ReplayMigration role = migration(1, "CREATE ROLE app; CREATE TABLE t (id int); GRANT SELECT ON t TO app", null);
        assertNull(replay(role).failure());
        assertNull(replay(role).failure());
    }

    @Test
    void aScriptSetsNothingForThoseAfterIt() throws BackstepException {
        assertNull(replay(
                        migration(1, "CREATE TABLE t (id int); SELECT set_config('search_path', '', false)", null),
                        migration(2, "ALTER TABLE t ADD COLUMN x int", null))
                .failure());
    }

    @Test
    void cancellingEndsTheScriptUnderWay() throws Exception {
        CompletableFuture<Integer> started = new CompletableFuture<>();
        CompletableFuture<Replayed> end = CompletableFuture.supplyAsync(() -> {
            try {
                return DESK.observe(
                        List.of(migration(1, "SELECT 1", null), migration(2, "SELECT pg_sleep(4)", null)),
                        version -> false,
                        CatalogScope.all(),
                        (done, total) -> started.complete(done));
            } catch (BackstepException e) {
                throw new AssertionError(e);
            }
        });
        assertEquals(1, started.get(60, TimeUnit.SECONDS));
        DESK.cancel();
        ReplayFailure failure = end.get(3, TimeUnit.SECONDS).failure();
        assertEquals(
                new ReplayFailure(Version.of(2), "m2", ReplayFailure.Kind.CANCELLED, "The replay was cancelled."),
                failure);
    }

    @Test
    void aScriptThatIsNoTextIsNotReplayed() {
        byte[] latin = "SELECT 'ä'".getBytes(StandardCharsets.ISO_8859_1);
        BackstepException problem =
                assertThrows(BackstepException.class, () -> ReplayMigration.of(Version.of(7), "x", latin, null));
        assertEquals("replay.notText", problem.key());
    }

    /** A history that stands at a branch, with the texts of its migrations from 1 on. */
    private static CandidateHistory history(String branch, String... ups) {
        List<ReplayMigration> texts = new ArrayList<>();
        List<Migration> migrations = new ArrayList<>();
        for (String up : ups) {
            int version = texts.size() + 1;
            texts.add(migration(version, up, null));
            Script script = new Script(version + ".up.sql", ContentId.of(up.getBytes(StandardCharsets.UTF_8)));
            migrations.add(new Migration(Version.of(version), "m" + version, script, null));
        }
        Provenance place = new Provenance(Provenance.Place.BRANCH, branch, null);
        return new CandidateHistory(new PossibleHistory(List.of(place), migrations), texts);
    }

    private static Optional<String> applied(Likeness likeness) {
        return HistoryReplay.comparison(likeness, List.of(), Instant.EPOCH, 0)
                .applied()
                .map(history -> history.places().getFirst().name());
    }

    private static List<String> told(Likeness likeness) {
        return likeness.candidates().stream()
                .map(compared ->
                        compared.candidate().history().places().getFirst().name() + " "
                                + compared.difference().entries().stream()
                                        .map(entry -> entry.id().toString())
                                        .toList()
                                + compared.passedOver().stream()
                                        .map(passed -> " without " + passed.version())
                                        .collect(Collectors.joining())
                                + (compared.failure() == null
                                        ? ""
                                        : " " + compared.failure().kind()))
                .toList();
    }

    private static final CatalogScope NO_HISTORY_TABLE =
            CatalogScope.without(Set.of(new HistoryTable("golang-migrate", "public", "schema_migrations")));

    private static CatalogSnapshot live(String sql) throws Exception {
        Postgres postgres = Postgres.freshDatabase();
        postgres.execute(sql + "; CREATE ROLE someone; GRANT SELECT ON t TO someone;"
                + " CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean)");
        try (Connection connection = postgres.connect()) {
            return CatalogReader.read(connection, NO_HISTORY_TABLE);
        } finally {
            postgres.execute("REVOKE SELECT ON t FROM someone; DROP ROLE someone");
            postgres.drop();
        }
    }

    private static Likeness compare(CatalogSnapshot live, CandidateHistory... candidates) throws BackstepException {
        return DESK.compare(live, List.of(candidates), NO_HISTORY_TABLE, ReplayProgress.none());
    }

    @Test
    void theOnlyHistoryWithoutADifferenceWasTheAppliedOne() throws Exception {
        String base = "CREATE TABLE t (id int)";
        CandidateHistory text = history("text", base, "ALTER TABLE t ADD x text", "CREATE INDEX i ON t (x)");
        CandidateHistory number = history("number", base, "ALTER TABLE t ADD x int", "CREATE INDEX i ON t (x)");
        CandidateHistory other = history("other", base, "ALTER TABLE t ADD x text", "CREATE INDEX j ON t (x)");
        CatalogSnapshot live = live("CREATE TABLE t (id int); ALTER TABLE t ADD x int; CREATE INDEX i ON t (x)");
        List<Integer> heard = new ArrayList<>();
        Likeness likeness = DESK.compare(
                live, List.of(text, number, other), NO_HISTORY_TABLE, (done, total) -> heard.add(done * 10 + total));
        assertEquals(Optional.of("number"), applied(likeness));
        assertEquals(List.of("number []", "text [t.x]", "other [t.x, i, j]"), told(likeness));
        assertEquals(List.of(16, 26, 36, 46, 56, 66), heard);
        assertEquals(Optional.empty(), applied(compare(live, text, other)));
        assertEquals(Optional.empty(), applied(compare(live, number, number)));
    }

    @Test
    void aHistoryThatContradictsItselfIsTriedWithoutTheScriptThatSomebodyMayHaveForcedPast() throws Exception {
        String base = "CREATE TABLE t (id int)";
        CandidateHistory visible = history("visible", base, "ALTER TABLE t ADD x int", "CREATE TABLE u (id int)");
        CandidateHistory twice = history("twice", base, "CREATE TABLE u (id int)", "CREATE TABLE u (id int)");
        CandidateHistory rows = history("rows", base, "UPDATE t SET id = 1", "CREATE TABLE u (id int)");
        CatalogSnapshot withColumn = live("CREATE TABLE t (id int, x int); CREATE TABLE u (id int)");
        Likeness solved = compare(withColumn, twice, visible);
        assertEquals(Optional.of("visible"), applied(solved));
        assertEquals(List.of("visible []", "twice [t.x] without 3"), told(solved));
        Likeness open = compare(live("CREATE TABLE t (id int); CREATE TABLE u (id int)"), twice, rows);
        assertEquals(Optional.empty(), applied(open));
        assertEquals(List.of("rows []", "twice [] without 3"), told(open));
        CandidateHistory failing = history("failing", base, "SELECT 1 / 0", "CREATE TABLE u (id int)");
        Likeness unknown = compare(withColumn, failing, visible);
        assertEquals(Optional.empty(), applied(unknown));
        assertEquals(List.of("visible []", "failing [] REFUSED"), told(unknown));
    }

    @Test
    void closingRemovesTheServer() throws Exception {
        Path own = FOLDER.resolve("own");
        try (ReplayDesk desk = new LiveReplayDesk(own, PROGRAMS, ReplayLimits.DEFAULT)) {
            assertEquals(
                    Marker.COMPATIBLE,
                    desk.observe(
                                    List.of(migration(1, "CREATE TABLE t (id int)", null)),
                                    version -> true,
                                    CatalogScope.all(),
                                    ReplayProgress.none())
                            .steps()
                            .getFirst()
                            .observed()
                            .marker());
            assertTrue(Files.exists(own.resolve("1/data/postmaster.pid")));
        }
        assertFalse(Files.exists(own.resolve("1/data")));
    }

    @Test
    void aServerThatDiesIsSaidToHaveFailedAndTheNextReplayGetsAnother() throws Exception {
        Path own = FOLDER.resolve("dying");
        try (ReplayDesk desk = new LiveReplayDesk(own, PROGRAMS, ReplayLimits.DEFAULT)) {
            List<ReplayMigration> two = List.of(migration(1, "SELECT 1", null), migration(2, "SELECT 2", null));
            BackstepException problem = assertThrows(
                    BackstepException.class,
                    () -> desk.observe(two, version -> true, CatalogScope.all(), (done, _) -> kill(own)));
            assertEquals("replay.serverFailed", problem.key());
            assertNull(desk.observe(two, version -> true, CatalogScope.all(), ReplayProgress.none())
                    .failure());
        }
    }

    private static void kill(Path folder) {
        try {
            ProcessHandle server = ProcessHandle.of(pid(folder)).orElseThrow();
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
            Await.until("the server is gone", () -> !server.isAlive());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aServerThatWasLeftBehindIsRemovedAtTheNextStart() throws Exception {
        Path own = FOLDER.resolve("killed");
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledReplay.class.getName(),
                        own.toString(),
                        PROGRAMS.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals('r', killed.getInputStream().read());
        } finally {
            killed.destroyForcibly();
        }
        assertTrue(killed.waitFor(10, TimeUnit.SECONDS));
        ProcessHandle orphan = ProcessHandle.of(pid(own)).orElseThrow();
        assertTrue(orphan.isAlive());
        ThrowawayServer.start(own, PROGRAMS).close();
        Await.until("the orphan is gone", () -> !orphan.isAlive());
    }

    private static long pid(Path folder) throws IOException {
        return Long.parseLong(
                Files.readAllLines(folder.resolve("1/data/postmaster.pid")).getFirst());
    }
}
