package dev.backstep.git;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.backstep.fixture.GitFixture;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ContentId;
import dev.backstep.model.Listing;
import dev.backstep.model.Script;
import dev.backstep.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories as they come: linked, nested, packed, cut off, damaged, hostile. */
class OddRepositoriesTest {

    private static final byte[] TREES = "CREATE TABLE trees ();\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private GitFixture repository;

    @BeforeEach
    void aRepositoryWithTwoBranches() throws IOException {
        folder = folder.toRealPath();
        repository = GitFixture.init(folder.resolve("orchard"))
                .write("db/1_trees.up.sql", TREES)
                .commit("Plant trees")
                .branch("feature/alpha")
                .write("db/2_alpha.up.sql", "alpha")
                .commit("Alpha")
                .checkout("main");
    }

    @Test
    void readsALinkedWorktreeWithTheBranchesAndStashesOfAll() throws Exception {
        repository.write("db/3_stashed.up.sql", "s").stash("later");
        repository.git("worktree", "add", "--quiet", "../tree", "feature/alpha");
        assertListings(folder.resolve("tree"), """
                WORKING_TREE feature/alpha, HEAD feature/alpha: 1_trees.up.sql 2_alpha.up.sql
                BRANCH main, STASH stash@{0}^2: 1_trees.up.sql
                STASH stash@{0}: 1_trees.up.sql 3_stashed.up.sql""");
    }

    @Test
    void readsASubmoduleAsACheckoutOfItsOwn() throws Exception {
        GitFixture outer =
                GitFixture.init(folder.resolve("outer")).write("README", "r").commit("Outer");
        outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../orchard", "modules/orchard");
        outer.commit("Add orchard");
        Path submodule = outer.root().resolve("modules/orchard");
        assertListings(submodule.resolve("db"), """
                WORKING_TREE main, HEAD main, REMOTE_BRANCH origin/main: 1_trees.up.sql
                REMOTE_BRANCH origin/feature/alpha: 1_trees.up.sql 2_alpha.up.sql""");
        assertListings(outer.root(), "modules/orchard/db", "");
    }

    @Test
    void readsPackedRefsAndPackedObjects() throws Exception {
        repository.annotatedTag("v1", "one").git("gc", "--quiet");
        assertListings(repository.root(), """
                WORKING_TREE main, HEAD main, TAG v1: 1_trees.up.sql
                BRANCH feature/alpha: 1_trees.up.sql 2_alpha.up.sql""");
    }

    @Test
    void readsObjectsBorrowedFromAnotherRepository() throws Exception {
        GitFixture.at(folder).git("clone", "--quiet", "--shared", "orchard", "borrower");
        assertListings(folder.resolve("borrower"), """
                WORKING_TREE main, HEAD main, REMOTE_BRANCH origin/main: 1_trees.up.sql
                REMOTE_BRANCH origin/feature/alpha: 1_trees.up.sql 2_alpha.up.sql""");
    }

    @Test
    void readsAShallowClone() throws Exception {
        repository.delete("db/1_trees.up.sql").write("db/3_new.up.sql", "n").commit("Replant");
        GitFixture.at(folder).git("clone", "--quiet", "--depth=1", "file://" + repository.root(), "shallow");
        try (Checkout checkout = Checkout.open(folder.resolve("shallow"))) {
            assertEquals(
                    "WORKING_TREE main, HEAD main, REMOTE_BRANCH origin/main: 3_new.up.sql",
                    Seen.listings(checkout.listings("db")));
            assertEquals(List.of(), Seen.warnings(checkout));
            assertEquals(List.of(), checkout.searchHistory("db", Set.of("1"), Seen::version));
            assertEquals(1, checkout.commitsSearched());
            assertEquals(
                    List.of("The clone " + folder.resolve("shallow")
                            + " is shallow: what is older than its oldest commit"
                            + " is not here, so older scripts may be missing. \"git fetch --unshallow\" fetches the"
                            + " rest."),
                    Seen.warnings(checkout));
        }
    }

    @Test
    void readsAPartialCloneAsFarAsItGoes() throws Exception {
        repository.git("config", "uploadpack.allowFilter", "true");
        GitFixture.at(folder).git("clone", "--quiet", "--filter=blob:none", "file://" + repository.root(), "partial");
        try (Checkout checkout = Checkout.open(folder.resolve("partial"))) {
            List<Listing> listings = checkout.listings("db");
            assertEquals("""
                    WORKING_TREE main, HEAD main, REMOTE_BRANCH origin/main: 1_trees.up.sql
                    REMOTE_BRANCH origin/feature/alpha: 1_trees.up.sql 2_alpha.up.sql""", Seen.listings(listings));
            assertArrayEquals(
                    TREES, checkout.read("db", listings.getFirst().files().getFirst()));
            Script elsewhere = listings.getLast().files().getLast();
            assertEquals(
                    "The checkout " + folder.resolve("partial") + " is a partial clone, and what is asked for was not"
                            + " downloaded yet. Run \"git fetch --refetch --no-filter\" there, then refresh.",
                    Text.of(assertThrows(BackstepException.class, () -> checkout.read("db", elsewhere))));
        }
    }

    @Test
    void saysThatAPartialCloneHasNoTrees() throws Exception {
        repository.git("config", "uploadpack.allowFilter", "true");
        GitFixture.at(folder).git("clone", "--quiet", "--filter=tree:0", "file://" + repository.root(), "partial");
        try (Checkout checkout = Checkout.open(folder.resolve("partial"))) {
            assertEquals(
                    "WORKING_TREE main, HEAD main, REMOTE_BRANCH origin/main: 1_trees.up.sql",
                    Seen.listings(checkout.listings("db")));
            assertEquals(
                    List.of("git.partial_clone"),
                    checkout.warnings().stream().map(BackstepException::key).toList());
        }
    }

    @Test
    void takesHostileNamesOfRefsAndFilesAsTheyAre() throws Exception {
        repository.git("update-ref", "refs/heads/$(touch${IFS}pwned)", "feature/alpha");
        repository.git("update-ref", "refs/heads/-rf", "feature/alpha");
        repository.git("update-ref", "refs/tags/<b>\"ü'{0}", "main");
        repository.branch("names").write("db/it's {0} <b>.up.sql", "x").commit("Names");
        assertListings(repository.root(), """
                WORKING_TREE names, HEAD names: 1_trees.up.sql it's {0} <b>.up.sql
                BRANCH $(touch${IFS}pwned), BRANCH -rf, BRANCH feature/alpha: 1_trees.up.sql 2_alpha.up.sql
                BRANCH main, TAG <b>"ü'{0}: 1_trees.up.sql""");
    }

    @Test
    void skipsTagsThatNameNoCommit() throws Exception {
        repository.git("tag", "tree", "HEAD^{tree}");
        repository.git("tag", "--annotate", "--message", "a file", "file", "HEAD:db/1_trees.up.sql");
        assertListings(repository.root(), """
                WORKING_TREE main, HEAD main: 1_trees.up.sql
                BRANCH feature/alpha: 1_trees.up.sql 2_alpha.up.sql""");
    }

    @Test
    void leavesOutARefWhoseCommitIsMissingAndSaysSo() throws Exception {
        String missing = "0123456789012345678901234567890123456789";
        repository.write(".git/refs/heads/lost", missing + "\n").write(".git/refs/heads/garbage", "no id at all\n");
        try (Checkout checkout = Checkout.open(repository.root())) {
            assertEquals("""
                    WORKING_TREE main, HEAD main: 1_trees.up.sql
                    BRANCH feature/alpha: 1_trees.up.sql 2_alpha.up.sql""", Seen.listings(checkout.listings("db")));
            assertEquals(
                    List.of("lost could not be read and was left out: Missing unknown " + missing + "."),
                    Seen.warnings(checkout));
            checkout.listings("db");
            assertEquals(1, checkout.warnings().size());
        }
    }

    @Test
    void leavesOutARefWhoseTreeIsDamagedAndSaysSo() throws Exception {
        damage(repository.id("feature/alpha^{tree}"));
        try (Checkout checkout = Checkout.open(repository.root())) {
            assertEquals("WORKING_TREE main, HEAD main: 1_trees.up.sql", Seen.listings(checkout.listings("db")));
            assertEquals(
                    List.of("git.ref_skipped"),
                    checkout.warnings().stream().map(BackstepException::key).toList());
        }
    }

    @Test
    void saysThatAScriptsContentIsDamaged() throws Exception {
        damage(repository.id("feature/alpha:db/2_alpha.up.sql"));
        try (Checkout checkout = Checkout.open(repository.root())) {
            Script script = checkout.listings("db").getLast().files().getLast();
            assertEquals(
                    "git.broken",
                    assertThrows(BackstepException.class, () -> checkout.read("db", script))
                            .key());
        }
    }

    @Test
    void comparesByContentWhereTheIndexIsCorrupt() throws Exception {
        repository.write(".git/index", "DIRC but nothing more");
        try (Checkout checkout = Checkout.open(repository.root())) {
            assertEquals("""
                    WORKING_TREE main, HEAD main: 1_trees.up.sql
                    BRANCH feature/alpha: 1_trees.up.sql 2_alpha.up.sql""", Seen.listings(checkout.listings("db")));
            assertEquals(
                    List.of("git.index_unreadable"),
                    checkout.warnings().stream().map(BackstepException::key).toList());
        }
    }

    @Test
    void readsAMergeConflictsFilesAsTheyAreOnDisk() throws Exception {
        repository.branch("other").write("db/2_alpha.up.sql", "other").commit("Other");
        assertThrows(IllegalStateException.class, () -> repository.git("merge", "feature/alpha"));
        try (Checkout checkout = Checkout.open(repository.root())) {
            Script conflicted = checkout.listings("db").getFirst().files().getLast();
            byte[] onDisk = Files.readAllBytes(repository.root().resolve("db/2_alpha.up.sql"));
            assertEquals(new Script("2_alpha.up.sql", ContentId.of(onDisk)), conflicted);
            assertArrayEquals(onDisk, checkout.read("db", conflicted));
        }
    }

    @Test
    void followsLinkedScriptsInsideTheRepositoryOnly() throws Exception {
        Files.writeString(folder.resolve("secret"), "outside");
        link("db/2_inside.up.sql", "../shared/real.sql");
        link("db/3_outside.up.sql", "../../secret");
        link("db/4_nowhere.up.sql", "missing.sql");
        repository.write("shared/real.sql", TREES).commit("Links");
        List<Script> scripts = List.of(
                new Script("1_trees.up.sql", ContentId.of(TREES)), new Script("2_inside.up.sql", ContentId.of(TREES)));
        try (Checkout checkout = Checkout.open(repository.root())) {
            Listing listing = checkout.listings("db").getFirst();
            assertEquals("WORKING_TREE main, HEAD main", Seen.places(listing));
            assertEquals(scripts, listing.files());
        }
    }

    @Test
    void doesNotMistakeOneCommitsLinkTargetForAnothers() throws Exception {
        link("db/2_link.up.sql", "../shared/real.sql");
        repository.write("shared/real.sql", "old").commit("Old").branch("new");
        repository.write("shared/real.sql", "new").commit("New");
        assertEquals(repository.id("main:db"), repository.id("new:db"));
        assertListings(repository.root(), """
                WORKING_TREE new, HEAD new: 1_trees.up.sql 2_link.up.sql
                BRANCH feature/alpha: 1_trees.up.sql 2_alpha.up.sql
                BRANCH main: 1_trees.up.sql 2_link.up.sql""");
    }

    @Test
    void doesNotWaitOnPipes() throws Exception {
        new ProcessBuilder(
                        "mkfifo", repository.root().resolve("db/2_pipe.up.sql").toString())
                .start()
                .waitFor();
        assertListings(repository.root(), """
                WORKING_TREE main, HEAD main: 1_trees.up.sql
                BRANCH feature/alpha: 1_trees.up.sql 2_alpha.up.sql""");
    }

    @Test
    void runsNoFilterOfTheRepository() throws Exception {
        repository.write(".gitattributes", "*.sql filter=evil\n");
        repository.git("config", "filter.evil.clean", "touch " + folder.resolve("pwned") + "; cat");
        repository.write("db/1_trees.up.sql", "edited");
        assertListings(repository.root(), """
                WORKING_TREE main: 1_trees.up.sql
                HEAD main: 1_trees.up.sql
                BRANCH feature/alpha: 1_trees.up.sql 2_alpha.up.sql""");
        assertEquals(false, Files.exists(folder.resolve("pwned")));
    }

    @Test
    void saysThatAnUncommittedFileWasChangedOrDeletedSinceItWasRead() throws Exception {
        repository.write("db/2_new.up.sql", "new");
        try (Checkout checkout = Checkout.open(repository.root())) {
            Script script = checkout.listings("db").getFirst().files().getLast();
            repository.write("db/2_new.up.sql", "newer");
            assertEquals(
                    "The text of db/2_new.up.sql is not in the repository, and the file in the working tree was changed"
                            + " since it was read. Refresh to see what is there now.",
                    Text.of(assertThrows(BackstepException.class, () -> checkout.read("db", script))));
            repository.delete("db/2_new.up.sql");
            assertEquals(
                    "The text of db/2_new.up.sql is not in the repository, and the file is not in the working tree any"
                            + " more. Refresh to see what is there now; \"git fsck\" says whether the repository is"
                            + " damaged.",
                    Text.of(assertThrows(BackstepException.class, () -> checkout.read("db", script))));
        }
    }

    private void link(String path, String target) throws IOException {
        Files.createSymbolicLink(repository.root().resolve(path), Path.of(target));
    }

    private void damage(String id) throws IOException {
        Path object = repository.root().resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2));
        Files.delete(object);
        Files.writeString(object, "damaged");
    }

    private static void assertListings(Path start, String expected) throws BackstepException {
        assertListings(start, "db", expected);
    }

    private static void assertListings(Path start, String path, String expected) throws BackstepException {
        try (Checkout checkout = Checkout.open(start)) {
            assertEquals(expected, Seen.listings(checkout.listings(path)));
            assertEquals(List.of(), Seen.warnings(checkout));
        }
    }
}
