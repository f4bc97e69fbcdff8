package dev.backstep.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.backstep.fixture.KagentRepository;
import dev.backstep.fixture.Postgres;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.model.Marker;
import dev.backstep.model.Workspace;
import dev.backstep.release.export.ReleaseText;
import dev.backstep.tool.MigrationTools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kagent's tags against databases at several versions, as read in interop: who starts, who does not, and what to do. */
class KagentReleasesTest {

    @TempDir
    static Path folder;

    private Postgres postgres;

    @BeforeAll
    static void makeTheRepository() {
        KagentRepository.create(folder.resolve("kagent"));
    }

    @BeforeEach
    void makeTheDatabase() {
        postgres = Postgres.freshDatabase();
    }

    @AfterEach
    void dropTheDatabase() {
        postgres.drop();
    }

    @Test
    void everyTagStartsOrRefusesAsTheRealOneDoes() throws Exception {
        for (int core : new int[] {3, 4, 5, 7}) {
            ReleaseMatrix matrix = matrix(core, StartRules.USUAL);
            Map<String, String> expected = new TreeMap<>();
            KagentRepository.tags()
                    .forEach((top, tags) -> tags.forEach(tag -> {
                        if (top > 0) {
                            expected.put(tag, expected(tag, top, core));
                        }
                    }));
            Map<String, String> found = new TreeMap<>();
            matrix.answers().stream()
                    .filter(answer -> answer.release().isTag())
                    .forEach(answer -> found.put(answer.release().name(), words(answer)));
            assertEquals(expected, found, "core at " + core);
            assertEquals(List.of("v0.8.6", "v0.8.5"), matrix.withoutMigrations());
        }
    }

    @Test
    void tagsStandInVersionOrderTheNewestFirst() throws Exception {
        List<String> expected = new ArrayList<>();
        KagentRepository.tags().values().forEach(expected::addAll);
        expected.removeAll(List.of("v0.8.5", "v0.8.6"));
        assertEquals(
                expected.reversed(),
                matrix(7, StartRules.USUAL).answers().stream()
                        .map(Answer::release)
                        .filter(Release::isTag)
                        .map(Release::name)
                        .toList());
    }

    @Test
    void theErrorIsTheOneThatTheProgramPrints() throws Exception {
        Answer refused = matrix(5, StartRules.USUAL).answer("v0.9.3").orElseThrow();
        assertEquals(
                List.of(
                        "core migrations: run migrations for core: no migration found for version 5: read down for version"
                                + " 5 core: file does not exist"),
                ReleaseText.errors(refused));
        assertEquals("core: 1 applied migration is not in it.", ReleaseText.why(refused));
    }

    @Test
    void fromTheNewestCandidateToAnOldPatchIsOneStageWithTheNewersDownScripts() throws Exception {
        for (StartRules rules : List.of(StartRules.USUAL, promise())) {
            Way way = matrix(7, rules).answer("v0.9.3").orElseThrow().way();
            assertNotNull(way);
            assertEquals(List.of("Stage 1 of 1: core goes from 7 to 4, then deploy v0.9.3."), stages(way));
            Move move = way.stages().getFirst().moves().getFirst();
            assertEquals("v0.10.0-rc3", assertNotNullRelease(move).name());
            assertEquals(
                    List.of("7", "6", "5"),
                    move.undone().stream().map(row -> row.version().text()).toList());
        }
    }

    @Test
    void thePromiseIsOneMinorAndCountsFromTheFirstReleaseThatHasTheVersion() throws Exception {
        ReleaseMatrix matrix = matrix(7, promise());
        assertEquals("runs", ReleaseText.pill(matrix.answer("v0.9.12").orElseThrow()));
        assertEquals("after rollback", ReleaseText.pill(matrix.answer("v0.9.8").orElseThrow()));
        assertEquals("runs", ReleaseText.pill(matrix.answer("v0.10.0-beta1").orElseThrow()));
    }

    private static StartRules promise() {
        StartRule rule = new StartRule(StartRule.Kind.WITHIN_ONE_MINOR, "v0.9.9");
        return new StartRules(Map.of("core", rule, "vector", rule));
    }

    private static Release assertNotNullRelease(Move move) {
        assertNotNull(move.scripts());
        return move.scripts();
    }

    private static List<String> stages(Way way) {
        return way.stages().stream().map(stage -> ReleaseText.stage(way, stage)).toList();
    }

    /** At its own top or below it every release starts; ahead of it from v0.9.9 on, else after a rollback. */
    private static String expected(String tag, int top, int core) {
        boolean tolerant = tag.startsWith("v0.10.")
                || Set.of("v0.9.9", "v0.9.10", "v0.9.11", "v0.9.12").contains(tag);
        return core <= top || tolerant ? "runs" : "after rollback to " + top;
    }

    private static String words(Answer answer) {
        Way way = answer.way();
        return ReleaseText.pill(answer)
                + (way == null
                        ? ""
                        : " to " + way.stages().getLast().moves().getLast().to());
    }

    private ReleaseMatrix matrix(int core, StartRules rules) throws Exception {
        postgres.execute("""
                CREATE TABLE IF NOT EXISTS schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);
                CREATE TABLE IF NOT EXISTS vector_schema_migrations
                    (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);
                TRUNCATE schema_migrations, vector_schema_migrations;
                INSERT INTO schema_migrations VALUES (%d, false);
                INSERT INTO vector_schema_migrations VALUES (3, false);
                """.formatted(core));
        Workspace workspace =
                new Workspace(postgres.settings(), folder.resolve("kagent").toString(), List.of());
        try (OpenWorkspace open =
                new OpenWorkspace(workspace, null, MigrationTools.all(), new Journal(folder.resolve("journal")))) {
            Inspection inspection = open.inspect();
            return ReleaseMatrix.of(
                    inspection.timelines(), inspection.releases(), rules, Set.of(), _ -> Marker.UNKNOWN);
        }
    }
}
