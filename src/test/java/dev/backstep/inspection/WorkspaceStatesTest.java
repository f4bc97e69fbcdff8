package dev.backstep.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.GitFixture;
import dev.backstep.fixture.Postgres;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.ContentId;
import dev.backstep.model.Evidence;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.Script;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Track;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.model.Workspace;
import dev.backstep.tool.MigrationTools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every state the window can show, read from a real repository and a real database. */
class WorkspaceStatesTest {

    private static final String DDL = " (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL)";

    @TempDir
    private Path folder;

    private final Postgres postgres = Postgres.freshDatabase();
    private GitFixture repository;

    @BeforeEach
    void threeMigrationsOnMain() {
        repository = GitFixture.init(folder.resolve("repository"));
        migration("db/migrations", 1, "users");
        migration("db/migrations", 2, "posts");
        migration("db/migrations", 3, "likes");
        repository.commit("Three tables");
    }

    @Test
    void inSync() {
        history("schema_migrations", "3, false");
        assertEquals(new Verdict.InSync(Version.of(3)), timeline().verdict());
    }

    @Test
    void behind() {
        history("schema_migrations", "1, false");
        assertEquals(new Verdict.Behind(2, Version.of(1)), timeline().verdict());
    }

    @Test
    void anEmptyHistoryTableIsNothingApplied() {
        postgres.execute("CREATE TABLE schema_migrations" + DDL);
        assertEquals(new Verdict.Behind(3, null), timeline().verdict());
    }

    @Test
    void aheadAndFoundOnATag() {
        repository.branch("next");
        migration("db/migrations", 4, "tags");
        repository.commit("Tags").annotatedTag("v2.0.0", "Two").checkout("main");
        repository.git("branch", "-q", "-D", "next");
        history("schema_migrations", "4, false");
        assertEquals(new Verdict.Ahead(1, Version.of(3)), timeline().verdict());
        TimelineRow top = timeline().rows().getFirst();
        assertEquals("tags", top.migration().name());
        assertEquals(Place.TAG, top.candidates().getFirst().foundAt().getFirst().place());
        assertEquals("v2.0.0", top.candidates().getFirst().foundAt().getFirst().name());
    }

    @Test
    void divergedFromAnotherBranch() {
        repository.branch("other");
        migration("db/migrations", 4, "theirs");
        migration("db/migrations", 5, "theirs_too");
        repository.commit("Theirs").checkout("main");
        migration("db/migrations", 4, "mine");
        repository.commit("Mine");
        history("schema_migrations", "5, false");
        assertEquals(new Verdict.Diverged(2, 1, Version.of(3)), timeline().verdict());
    }

    @Test
    void dirty() {
        history("schema_migrations", "2, true");
        assertEquals(new Verdict.Dirty(Version.of(2), Version.of(3)), timeline().verdict());
    }

    @Test
    void dirtyAtNothing() {
        history("schema_migrations", "-1, true");
        assertEquals(new Verdict.Dirty(null, Version.of(1)), timeline().verdict());
    }

    @Test
    void noHistoryTable() {
        postgres.execute("CREATE TABLE something (id int)");
        assertEquals(new Verdict.NoHistoryTable(3), timeline().verdict());
    }

    @Test
    void emptyDatabase() {
        assertEquals(new Verdict.EmptyDatabase(3), timeline().verdict());
    }

    @Test
    void unverifiedWhereANumberIsUsedTwice() {
        repository.git("checkout", "-q", "-b", "other", "main");
        repository.delete("db/migrations/000003_likes.up.sql").delete("db/migrations/000003_likes.down.sql");
        migration("db/migrations", 3, "groups");
        repository.commit("Another three").checkout("main");
        history("schema_migrations", "3, false");
        assertEquals(
                new Verdict.Unverified(List.of(Version.of(3)), 0), timeline().verdict());
        assertEquals(Evidence.AMBIGUOUS, timeline().rows().getFirst().evidence());
    }

    @Test
    void whatDevelopRecordedIsProvenAndItsTextCanBeRead() throws Exception {
        history("schema_migrations", "4, false");
        postgres.execute("CREATE SCHEMA _develop; CREATE TABLE _develop.applied_migrations (version BIGINT PRIMARY KEY,"
                + " filename TEXT NOT NULL, up_sql TEXT NOT NULL DEFAULT '', down_sql TEXT NOT NULL DEFAULT '');"
                + "INSERT INTO _develop.applied_migrations VALUES (4, '000004_lost.down.sql', 'CREATE TABLE lost ();',"
                + " 'DROP TABLE lost;')");
        try (OpenWorkspace open = open()) {
            TimelineRow top = open.inspect().timelines().getFirst().rows().getFirst();
            assertEquals(Evidence.PROVEN, top.evidence());
            assertEquals("lost", top.migration().name());
            Script down = top.migration().down();
            assertEquals(
                    "DROP TABLE lost;", new String(open.read(Objects.requireNonNull(down)), StandardCharsets.UTF_8));
        }
    }

    @Test
    void scriptsInTheStashAreFound() {
        migration("db/migrations", 4, "not_yet");
        repository.stash("later");
        history("schema_migrations", "4, false");
        TimelineRow top = timeline().rows().getFirst();
        assertEquals("not_yet", top.migration().name());
        assertEquals(
                Place.STASH, top.candidates().getFirst().foundAt().getFirst().place());
    }

    @Test
    void scriptsThatNoRefHasAnyMoreAreFoundInTheHistory() {
        migration("db/migrations", 4, "gone");
        repository.commit("Add");
        repository.delete("db/migrations/000004_gone.up.sql").delete("db/migrations/000004_gone.down.sql");
        repository.commit("Remove");
        history("schema_migrations", "4, false");
        TimelineRow top = timeline().rows().getFirst();
        assertEquals("gone", top.migration().name());
        assertEquals(
                Place.HISTORY, top.candidates().getFirst().foundAt().getFirst().place());
    }

    @Test
    void twoTracksAsKagentHasThem() {
        migration("go/migrations/core", 1, "agents");
        migration("go/migrations/vector", 1, "memory");
        repository.delete("db/migrations/000001_users.up.sql").delete("db/migrations/000001_users.down.sql");
        repository.git("rm", "-q", "-r", "db");
        repository.commit("Two tracks");
        history("schema_migrations", "1, false");
        history("vector_schema_migrations", "1, false");
        assertEquals(
                List.of(
                        new Track("core", "go/migrations/core", table("schema_migrations")),
                        new Track("vector", "go/migrations/vector", table("vector_schema_migrations"))),
                inspect().timelines().stream().map(Timeline::track).toList());
    }

    @Test
    void aPairingByHandIsKept() {
        history("schema_migrations", "3, false");
        history("other_schema_migrations", "1, false");
        Track pairing = new Track("mine", "db/migrations", table("other_schema_migrations"));
        Workspace workspace =
                new Workspace(postgres.settings(), repository.root().toString(), List.of(pairing));
        try (OpenWorkspace open =
                new OpenWorkspace(workspace, null, MigrationTools.all(), new Journal(folder.resolve("journal")))) {
            Inspection inspection = open.inspect();
            assertEquals(
                    List.of(pairing),
                    inspection.timelines().stream().map(Timeline::track).toList());
            assertEquals(
                    new Verdict.Behind(2, Version.of(1)),
                    inspection.timelines().getFirst().verdict());
        }
    }

    @Test
    void aHistoryTableThatMakesNoSenseIsSaidSo() {
        postgres.execute("CREATE TABLE schema_migrations (version bigint NOT NULL, dirty boolean NOT NULL);"
                + "INSERT INTO schema_migrations VALUES (1, false), (2, false)");
        assertInstanceOf(Verdict.UnreadableHistory.class, timeline().verdict());
    }

    @Test
    void aHistoryTableWithoutAFolder() {
        repository.git("rm", "-q", "-r", "db");
        repository.commit("Nothing left");
        history("schema_migrations", "3, false");
        assertEquals(new Verdict.NoFolder(Version.of(3)), timeline().verdict());
    }

    @Test
    void anUnreachableDatabaseSaysWhy() {
        ConnectionSettings nowhere = new ConnectionSettings("localhost", 1, "x", "postgres", "disable", null, null);
        try (OpenWorkspace open = new OpenWorkspace(
                new Workspace(nowhere, repository.root().toString(), List.of()),
                null,
                MigrationTools.all(),
                new Journal(folder.resolve("journal")))) {
            Inspection inspection = open.inspect();
            Inspection.Unreachable side = assertInstanceOf(Inspection.Unreachable.class, inspection.database());
            assertTrue(side.reason().contains("localhost:1"), side.reason());
            assertInstanceOf(Inspection.Read.class, inspection.checkout());
            assertEquals(List.of(), inspection.timelines());
        }
    }

    @Test
    void aFolderThatIsNoCheckoutSaysWhy() throws Exception {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        try (OpenWorkspace open = new OpenWorkspace(
                new Workspace(postgres.settings(), plain.toString(), List.of()),
                null,
                MigrationTools.all(),
                new Journal(folder.resolve("journal")))) {
            Inspection inspection = open.inspect();
            Inspection.Unreadable side = assertInstanceOf(Inspection.Unreadable.class, inspection.checkout());
            assertTrue(side.reason().contains("git"), side.reason());
            assertInstanceOf(Inspection.Connected.class, inspection.database());
        }
    }

    @Test
    void nothingCanBeReadOnceItIsGone() {
        try (OpenWorkspace open = open()) {
            open.inspect();
            Script gone = new Script("000009_gone.down.sql", ContentId.of(new byte[] {1, 2, 3}));
            assertThrows(BackstepException.class, () -> open.read(gone));
        }
    }

    @Test
    void inspectingWritesNothing() throws Exception {
        history("schema_migrations", "3, false");
        String rows = "SELECT xmin::text || version || dirty FROM schema_migrations";
        String written = "SELECT tup_inserted + tup_updated + tup_deleted"
                + " FROM pg_stat_database WHERE datname = current_database()";
        String before = postgres.value(rows) + postgres.value(written);
        FileTime index = Files.getLastModifiedTime(repository.root().resolve(".git/index"));
        inspect();
        assertEquals(before, postgres.value(rows) + postgres.value(written));
        assertEquals(index, Files.getLastModifiedTime(repository.root().resolve(".git/index")));
    }

    private void history(String table, String row) {
        postgres.execute("CREATE TABLE " + table + DDL + "; INSERT INTO " + table + " VALUES (" + row + ")");
    }

    private void migration(String folder, int version, String name) {
        String stem = folder + "/%06d_%s".formatted(version, name);
        repository.write(stem + ".up.sql", "CREATE TABLE " + name + " ();\n");
        repository.write(stem + ".down.sql", "DROP TABLE " + name + ";\n");
    }

    private Timeline timeline() {
        return inspect().timelines().getFirst();
    }

    private Inspection inspect() {
        try (OpenWorkspace open = open()) {
            return open.inspect();
        }
    }

    private OpenWorkspace open() {
        return new OpenWorkspace(
                new Workspace(postgres.settings(), repository.root().toString(), List.of()),
                null,
                MigrationTools.all(),
                new Journal(folder.resolve("journal")));
    }

    private static HistoryTable table(String name) {
        return new HistoryTable("golang-migrate", "public", name);
    }
}
