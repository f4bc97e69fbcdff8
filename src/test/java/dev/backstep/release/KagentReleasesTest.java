package dev.backstep.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.backstep.analysis.Analyst;
import dev.backstep.fixture.GitFixture;
import dev.backstep.fixture.KagentRepository;
import dev.backstep.fixture.Postgres;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Marker;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.model.Workspace;
import dev.backstep.release.export.ReleaseText;
import dev.backstep.release.export.RunbookFormat;
import dev.backstep.release.export.RunbookSource;
import dev.backstep.tool.MigrationTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    @Test
    void theRunbookHasEveryStepOfTheProjectsOwnPage() throws Exception {
        migrate(7);
        try (OpenWorkspace open = open()) {
            Inspection inspection = open.inspect();
            Answer answer = ReleaseMatrix.of(
                            inspection.timelines(),
                            inspection.releases(),
                            StartRules.USUAL,
                            Set.of(),
                            (_, _) -> Marker.UNKNOWN)
                    .answer("v0.9.3")
                    .orElseThrow();
            ConnectionSettings database =
                    new ConnectionSettings("db.example.org", 5432, "kagent", "kagent", "require", null, null);
            RunbookSource source = source(open, inspection, database);
            String page = RunbookFormat.MARKDOWN.write(answer, source, Instant.now());
            String shell = RunbookFormat.SHELL.write(answer, source, Instant.now());
            Files.createDirectories(Path.of("target/runbooks"));
            Files.writeString(Path.of("target/runbooks/kagent.md"), page);
            Files.writeString(Path.of("target/runbooks/kagent.sh"), shell);
            assertEquals(
                    List.of(
                            "- vector stays where it is.",
                            "- 7 task\\_owner: drops the table core\\_7",
                            "- 6 session\\_shares: drops the table core\\_6",
                            "- 5 a2a\\_protocol\\_version: drops the table core\\_5"),
                    page.lines().filter(line -> line.startsWith("- ")).toList());
            assertEquals(
                    List.of(
                            "export DATABASE_URL='postgres://kagent:PASSWORD@db.example.org:5432/kagent?sslmode=require'",
                            "export REPOSITORY='/src/kagent'",
                            "export CURRENT_VERSION='0.10.0-rc3'",
                            "export ROLLBACK_VERSION='0.9.3'",
                            "export ROLLBACK_MIGRATION_VERSION='4'",
                            "pg_dump \"$DATABASE_URL\" --format=custom --file=before-rollback.dump",
                            "migrate -version",
                            "# kubectl -n kagent scale deploy/kagent-controller --replicas=0",
                            "migrate -source \"github://kagent-dev/kagent/go/core/pkg/migrations/core#v$CURRENT_VERSION\" -database"
                                    + " \"$DATABASE_URL\"'&x-migrations-table=schema_migrations' version",
                            "migrate -source \"github://kagent-dev/kagent/go/core/pkg/migrations/core#v$CURRENT_VERSION\" -database"
                                    + " \"$DATABASE_URL\"'&x-migrations-table=schema_migrations' goto \"$ROLLBACK_MIGRATION_VERSION\"",
                            "migrate -source \"github://kagent-dev/kagent/go/core/pkg/migrations/core#v$CURRENT_VERSION\" -database"
                                    + " \"$DATABASE_URL\"'&x-migrations-table=schema_migrations' version",
                            "# helm upgrade kagent oci://ghcr.io/kagent-dev/kagent/helm/kagent --namespace kagent -f"
                                    + " values.yaml --version \"$ROLLBACK_VERSION\"",
                            "# helm upgrade kagent-crds oci://ghcr.io/kagent-dev/kagent/helm/kagent-crds --namespace kagent"
                                    + " --version \"$ROLLBACK_VERSION\"",
                            "# kubectl get pods -n kagent",
                            "# pg_restore --clean --dbname=\"$DATABASE_URL\" before-rollback.dump"),
                    shell.lines()
                            .filter(line -> line.matches("(# )?(export|pg_|migrate|kubectl|helm) ?.*"))
                            .toList());
        }
    }

    @Test
    void anyRevisionStandsInTheCheckoutsPlaceWithoutBeingCheckedOut() throws Exception {
        migrate(7);
        try (OpenWorkspace open = open()) {
            open.lookAt("v0.9.3");
            Inspection there = open.inspect();
            assertEquals(
                    new Verdict.Ahead(3, Version.of(4)),
                    there.timelines().getFirst().verdict());
            assertEquals(
                    "v0.9.3",
                    Objects.requireNonNull(((Inspection.Read) there.checkout()).instead())
                            .name());
            open.lookAt("main~1");
            assertEquals(
                    new Verdict.Ahead(1, Version.of(6)),
                    open.inspect().timelines().getFirst().verdict());
            open.lookAt("no-such-branch");
            assertInstanceOf(Inspection.Unreadable.class, open.inspect().checkout());
            open.lookAt(null);
            assertEquals(
                    new Verdict.InSync(Version.of(7)),
                    open.inspect().timelines().getFirst().verdict());
        }
        assertEquals("main", GitFixture.at(folder.resolve("kagent")).git("branch", "--show-current"));
    }

    @Test
    void theSqlOfTheRunbookTakesTheDatabaseThere() throws Exception {
        migrate(7);
        for (int version = 1; version <= 7; version++) {
            postgres.execute("CREATE TABLE core_" + version + " (id bigint)");
        }
        try (OpenWorkspace open = open()) {
            Inspection inspection = open.inspect();
            Answer answer = ReleaseMatrix.of(
                            inspection.timelines(),
                            inspection.releases(),
                            StartRules.USUAL,
                            Set.of(),
                            (_, _) -> Marker.UNKNOWN)
                    .answer("v0.9.3")
                    .orElseThrow();
            RunbookSource source =
                    source(open, inspection, inspection.workspace().database());
            String sql = RunbookFormat.SQL.write(answer, source, Instant.EPOCH);
            Files.createDirectories(Path.of("target/runbooks"));
            Files.writeString(Path.of("target/runbooks/kagent.sql"), sql);
            postgres.execute(
                    sql.lines().filter(line -> !line.startsWith("\\")).reduce("", (text, line) -> text + line + "\n"));
        }
        assertEquals("4", postgres.value("SELECT version FROM schema_migrations"));
        assertEquals(
                "core_1 core_2 core_3 core_4",
                postgres.value(
                        "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relname ~ '^core_'"));
    }

    private static RunbookSource source(OpenWorkspace open, Inspection inspection, ConnectionSettings database) {
        return new RunbookSource(
                inspection.timelines(),
                ((Inspection.Connected) inspection.database()).identity(),
                database,
                "/src/kagent",
                open,
                new Analyst(open).read(inspection.timelines()));
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
        migrate(core);
        try (OpenWorkspace open = open()) {
            Inspection inspection = open.inspect();
            return ReleaseMatrix.of(
                    inspection.timelines(), inspection.releases(), rules, Set.of(), (_, _) -> Marker.UNKNOWN);
        }
    }

    private OpenWorkspace open() {
        Workspace workspace =
                new Workspace(postgres.settings(), folder.resolve("kagent").toString(), List.of());
        return new OpenWorkspace(workspace, null, MigrationTools.all(), new Journal(folder.resolve("journal")));
    }

    private void migrate(int core) {
        postgres.execute("""
                CREATE TABLE IF NOT EXISTS schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);
                CREATE TABLE IF NOT EXISTS vector_schema_migrations
                    (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);
                TRUNCATE schema_migrations, vector_schema_migrations;
                INSERT INTO schema_migrations VALUES (%d, false);
                INSERT INTO vector_schema_migrations VALUES (3, false);
                """.formatted(core));
    }
}
