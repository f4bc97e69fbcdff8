package dev.backstep.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.backstep.fixture.FastImport;
import dev.backstep.fixture.GitFixture;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Commit;
import dev.backstep.model.Listing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    @TempDir
    Path folder;

    private GitFixture repository;

    @BeforeEach
    void aHistoryWithDeletedMigrations() {
        repository = GitFixture.init(folder.resolve("orchard"));
        try (FastImport history = FastImport.into(repository)) {
            history.commit("main", "1").file("db/1_a.up.sql", "a").file("db/1_a.down.sql", "a");
            history.commit("main", "2").file("db/2_b.up.sql", "b");
            history.commit("main", "3").file("db/3_c.up.sql", "c").file("other/4_x.up.sql", "x");
            history.commit("main", "4").file("db/2_b.up.sql", "b, edited");
            history.commit("feature/x", "main", "5").file("db/5_e.up.sql", "e");
            history.commit("feature/x", "6").delete("db/5_e.up.sql").delete("db/3_c.up.sql");
            history.commit("main", "7").delete("db/2_b.up.sql").delete("db/3_c.up.sql");
            history.commit("main", "8").file("README", "r");
        }
        repository.checkout("main");
    }

    @Test
    void findsTheNewestCommitThatHasEachMissingVersion() throws Exception {
        assertSearch(Set.of("2", "5"), 4, """
                HISTORY %s: 1_a.down.sql 1_a.up.sql 2_b.up.sql
                HISTORY %s: 1_a.down.sql 1_a.up.sql 2_b.up.sql 3_c.up.sql 5_e.up.sql""".formatted(id("feature/x"), id("feature/x~1")));
    }

    @Test
    void stopsAsSoonAsEverythingWasSeen() throws Exception {
        assertSearch(Set.of("2"), 3, "HISTORY %s: 1_a.down.sql 1_a.up.sql 2_b.up.sql".formatted(id("feature/x")));
        assertSearch(Set.of(), 0, "");
    }

    @Test
    void walksToTheEndForWhatNeverWas() throws Exception {
        assertSearch(Set.of("4"), 8, "");
    }

    @Test
    void givesTheTextAsItWasLast() throws Exception {
        try (Checkout checkout = Checkout.open(repository.root())) {
            Listing listing =
                    checkout.searchHistory("db", Set.of("2"), Seen::version).getFirst();
            assertEquals(
                    "b, edited", new String(checkout.read("db", listing.files().getLast()), StandardCharsets.UTF_8));
        }
    }

    @Test
    void searchesDroppedBranchesAsFarAsTagsHoldThemAndThenTheObjectStore() throws Exception {
        String dropped = id("feature/x~1");
        repository.git("tag", "kept", "feature/x~1");
        repository.git("branch", "-D", "feature/x");
        String files = "1_a.down.sql 1_a.up.sql 2_b.up.sql 3_c.up.sql 5_e.up.sql";
        assertSearch(Set.of("5"), 3, "HISTORY %s: %s".formatted(dropped, files));
        repository.git("tag", "-d", "kept");
        assertSearch(Set.of("5"), 8, "UNREACHABLE %s: %s".formatted(dropped, files));
    }

    @Test
    void findsTheSameWithACommitGraphAndChangedPaths() throws Exception {
        repository.git("repack", "-adq");
        repository.git("commit-graph", "write", "--reachable", "--changed-paths");
        assertSearch(Set.of("2"), 3, "HISTORY %s: 1_a.down.sql 1_a.up.sql 2_b.up.sql".formatted(id("feature/x")));
        assertSearch(Set.of("4"), 8, "");
        assertFileHistory("db", "2_b.up.sql", 10, "7", "4", "2");
    }

    @Test
    void saysThatDamageCutTheSearchShort() throws Exception {
        repository.branch("lossy").write("db/9_x.up.sql", "x").commit("9");
        String lost = repository.id("lossy");
        repository.delete("db/9_x.up.sql").commit("10").checkout("main");
        Files.delete(repository.root().resolve(".git/objects/" + lost.substring(0, 2) + "/" + lost.substring(2)));
        try (Checkout checkout = Checkout.open(repository.root())) {
            assertEquals(List.of(), checkout.searchHistory("db", Set.of("9"), Seen::version));
            assertEquals(
                    List.of("git.history_cut"),
                    checkout.warnings().stream().map(BackstepException::key).toList());
        }
    }

    @Test
    void damageBeyondWhatIsFoundIsNotMentionedAndNothingBeyondDamageIsTakenForSearched() throws Exception {
        repository.branch("lossy").write("db/9_x.up.sql", "x").commit("9");
        repository.delete("db/9_x.up.sql").write("db/1_a.up.sql", "edited").commit("10");
        String lost = repository.id("HEAD:db");
        repository.write("db/1_a.up.sql", "edited again").commit("11").checkout("main");
        Files.delete(repository.root().resolve(".git/objects/" + lost.substring(0, 2) + "/" + lost.substring(2)));
        try (Checkout checkout = Checkout.open(repository.root())) {
            assertEquals(
                    1, checkout.searchHistory("db", Set.of("1"), Seen::version).size());
            assertEquals(List.of(), Seen.warnings(checkout));
            assertEquals(
                    "REFLOG lossy: 1_a.down.sql 1_a.up.sql 9_x.up.sql",
                    Seen.listings(checkout.searchHistory("db", Set.of("9"), Seen::version)));
            assertEquals(
                    List.of("git.history_cut"),
                    checkout.warnings().stream().map(BackstepException::key).toList());
        }
    }

    @Test
    void canBeInterrupted() throws Exception {
        try (Checkout checkout = Checkout.open(repository.root())) {
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, () -> checkout.searchHistory("db", Set.of("9"), Seen::version));
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void listsTheCommitsThatChangedAFile() throws Exception {
        assertFileHistory("db", "2_b.up.sql", 10, "7", "4", "2");
        assertFileHistory("db", "3_c.up.sql", 10, "7", "6", "3");
        assertFileHistory("db", "5_e.up.sql", 1, "6");
        assertFileHistory("", "README", 10, "8");
        assertFileHistory("db", "9_never.up.sql", 10);
    }

    private void assertSearch(Set<String> wanted, int commits, String expected) throws Exception {
        try (Checkout checkout = Checkout.open(repository.root())) {
            assertEquals(expected, Seen.listings(checkout.searchHistory("db", wanted, Seen::version)));
            assertEquals(commits, checkout.commitsSearched());
            assertEquals(List.of(), Seen.warnings(checkout));
        }
    }

    private void assertFileHistory(String path, String name, int limit, String... subjects) throws Exception {
        try (Checkout checkout = Checkout.open(repository.root())) {
            assertEquals(
                    List.of(subjects),
                    checkout.fileHistory(path, name, limit).stream()
                            .map(Commit::subject)
                            .toList());
        }
    }

    private String id(String revision) {
        return repository.id(revision).substring(0, 7);
    }
}
