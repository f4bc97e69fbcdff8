package dev.backstep.git;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.fixture.GitFixture;
import dev.backstep.model.Listing;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Left;
import dev.backstep.model.Provenance.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no ref reaches any more: reflogs first, then whatever is still in the object store. */
class LostCommitsTest {

    private static final Instant LEFT = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private GitFixture repository;

    @BeforeEach
    void aBranchWithTwoMigrations() {
        repository = GitFixture.init(folder.resolve("orchard"))
                .write("db/1_trees.up.sql", "trees")
                .commit("Plant trees")
                .branch("feature/x")
                .write("db/2_x.up.sql", "x")
                .commit("X")
                .write("db/3_y.up.sql", "y")
                .commit("Y");
    }

    @Test
    void aDeletedBranchIsFoundInHeadsReflogAndSaysUntilWhen() throws Exception {
        String x = repository.id("feature/x");
        repository.clock(LEFT).checkout("main").clock(LEFT.plusSeconds(60));
        repository.git("branch", "--quiet", "-D", "feature/x");
        repository.checkout("HEAD~0");
        try (Checkout checkout = Checkout.open(repository.root())) {
            List<Listing> found = checkout.searchHistory("db", Set.of("2", "3"), Seen::version);
            assertEquals("REFLOG feature/x: 1_trees.up.sql 2_x.up.sql 3_y.up.sql", Seen.listings(found));
            Provenance place = found.getFirst().places().getFirst();
            assertEquals(new Left(LEFT), place.past());
            assertEquals(x, place.commit() == null ? "" : place.commit().id());
            assertEquals(
                    "y", new String(checkout.read("db", found.getFirst().files().getLast()), StandardCharsets.UTF_8));
        }
    }

    @Test
    void whatABranchWasResetFromIsFoundInItsReflog() throws Exception {
        repository.git("reset", "--quiet", "--hard", "HEAD~2");
        assertFound(Set.of("3"), "REFLOG feature/x: 1_trees.up.sql 2_x.up.sql 3_y.up.sql");
    }

    @Test
    void whatAnotherWorktreesHeadStandsAtIsFound() throws Exception {
        repository.checkout("main").git("worktree", "add", "--quiet", "--detach", "../linked", "feature/x");
        GitFixture linked = GitFixture.at(folder.resolve("linked"));
        linked.write("db/4_z.up.sql", "z").commit("Z");
        repository.git("reflog", "expire", "--expire=now", "--all");
        linked.write("db/5_z.up.sql", "z").commit("Zz").git("reset", "--quiet", "--hard", "HEAD~1");
        assertFound(Set.of("5"), "REFLOG HEAD: 1_trees.up.sql 2_x.up.sql 3_y.up.sql 4_z.up.sql 5_z.up.sql");
    }

    @Test
    void aCommitThatNothingNamesIsFoundLooseAndPacked() throws Exception {
        String lost = lose();
        String expected = "UNREACHABLE " + lost + ": 1_trees.up.sql 2_x.up.sql 3_y.up.sql";
        assertFound(Set.of("3"), expected);
        repository.git("repack", "-adkq");
        repository.git("prune-packed");
        assertFound(Set.of("3"), expected);
    }

    @Test
    void commitsThatArePackedAsDeltasAreFound() throws Exception {
        String message = "The same long message, over and over. ".repeat(200);
        for (int i = 0; i < 30; i++) {
            repository.write("db/" + (10 + i) + "_z.up.sql", "z" + i).commit(message + i);
        }
        String top = lose();
        repository.git("repack", "-adkfq", "--depth=50", "--window=50");
        repository.git("prune-packed");
        try (Checkout checkout = Checkout.open(repository.root())) {
            List<Listing> found = checkout.searchHistory("db", Set.of("39"), Seen::version);
            assertEquals("UNREACHABLE " + top, Seen.places(found.getFirst()));
        }
    }

    @Test
    void aDroppedStashIsFoundWithItsUntrackedFiles() throws Exception {
        repository.write("db/4_later.up.sql", "later").stash("later");
        String untracked = repository.id("stash^3").substring(0, 7);
        repository.git("stash", "drop", "--quiet");
        assertFound(Set.of("4"), "UNREACHABLE " + untracked + ": 4_later.up.sql");
    }

    @Test
    void theReflogComesBeforeTheObjectStoreAndRefsBeforeBoth() throws Exception {
        repository.write("db/3_y.up.sql", "older").commit("Older").git("reset", "--quiet", "--hard", "HEAD~1");
        repository.git("reflog", "expire", "--expire=now", "--all");
        repository.write("db/3_y.up.sql", "newer").commit("Newer").git("reset", "--quiet", "--hard", "HEAD~3");
        repository.write("db/2_x.up.sql", "again").commit("Again");
        repository.delete("db/2_x.up.sql").commit("Gone");
        try (Checkout checkout = Checkout.open(repository.root())) {
            List<Listing> found = checkout.searchHistory("db", Set.of("2", "3", "9"), Seen::version);
            assertEquals(
                    List.of(Place.HISTORY, Place.REFLOG),
                    found.stream()
                            .map(listing -> listing.places().getFirst().place())
                            .toList());
        }
    }

    @Test
    void whatIsNowhereIsNotSearchedForAgainUntilTheRepositoryChanges() throws Exception {
        try (Checkout checkout = Checkout.open(repository.root())) {
            assertEquals(List.of(), checkout.searchHistory("db", Set.of("9"), Seen::version));
            assertEquals(3, checkout.commitsSearched());
            assertEquals(List.of(), checkout.searchHistory("db", Set.of("9"), Seen::version));
            assertEquals(3, checkout.commitsSearched());
            repository.write("db/9_new.up.sql", "new").commit("New").git("reset", "--quiet", "--hard", "HEAD~1");
            assertEquals(
                    Place.REFLOG,
                    checkout.searchHistory("db", Set.of("9"), Seen::version)
                            .getFirst()
                            .places()
                            .getFirst()
                            .place());
        }
    }

    @Test
    void whatGitHasRemovedIsNoDamage() throws Exception {
        lose();
        repository.git("gc", "--quiet", "--prune=now");
        repository.write(".git/logs/HEAD", """
                0000000000000000000000000000000000000000 0123456789012345678901234567890123456789 A <a> 1767225600 +0000\tcommit: gone
                """);
        assertFound(Set.of("3"), "");
    }

    /** Leaves the branch to the object store alone, and says its last commit. */
    private String lose() {
        String lost = repository.id("feature/x").substring(0, 7);
        repository.checkout("main").git("branch", "--quiet", "-D", "feature/x");
        repository.git("reflog", "expire", "--expire=now", "--all");
        return lost;
    }

    private void assertFound(Set<String> wanted, String expected) throws Exception {
        try (Checkout checkout = Checkout.open(repository.root())) {
            assertEquals(expected, Seen.listings(checkout.searchHistory("db", wanted, Seen::version)));
            assertEquals(List.of(), Seen.warnings(checkout));
        }
    }
}
