package dev.backstep.git;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.fixture.GitFixture;
import dev.backstep.model.Commit;
import dev.backstep.model.ContentId;
import dev.backstep.model.Listing;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.Script;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingsTest {

    @TempDir
    Path folder;

    private GitFixture repository;

    @BeforeEach
    void aRepositoryWithOneMigration() {
        repository = GitFixture.init(folder.resolve("orchard"))
                .write("db/1_trees.up.sql", "CREATE TABLE trees ();\n")
                .commit("Plant trees");
    }

    @Test
    void givesWholeProvenanceAndContent() throws Exception {
        Commit commit =
                new Commit(repository.id("HEAD"), "Ada Lovelace", Instant.parse("2026-01-01T00:00:00Z"), "Plant trees");
        Script script = new Script("1_trees.up.sql", new ContentId(repository.id("HEAD:db/1_trees.up.sql")));
        try (Checkout checkout = Checkout.open(repository.root())) {
            assertEquals(
                    List.of(new Listing(
                            List.of(
                                    new Provenance(Place.WORKING_TREE, "main", null),
                                    new Provenance(Place.HEAD, "main", commit)),
                            List.of(script))),
                    checkout.listings("db"));
            assertArrayEquals("CREATE TABLE trees ();\n".getBytes(StandardCharsets.UTF_8), checkout.read("db", script));
            assertEquals(1, checkout.refCount());
        }
    }

    @Test
    void groupsPlacesWithTheSameFilesInOrderOfPreference() throws Exception {
        repository
                .tag("v1")
                .branch("feature/alpha")
                .write("db/2_alpha.up.sql", "a")
                .commit("Alpha")
                .annotatedTag("v2", "two")
                .checkout("main")
                .branch("feature/beta")
                .write("db/2_beta.up.sql", "b")
                .commit("Beta");
        repository.git("update-ref", "refs/remotes/origin/main", "main");
        repository.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
        assertListings("""
                WORKING_TREE feature/beta, HEAD feature/beta: 1_trees.up.sql 2_beta.up.sql
                BRANCH feature/alpha, TAG v2: 1_trees.up.sql 2_alpha.up.sql
                BRANCH main, TAG v1, REMOTE_BRANCH origin/main: 1_trees.up.sql""");
    }

    @Test
    void tellsUncommittedWorkFromHead() throws Exception {
        repository.write("db/2_new.up.sql", "new").write("db/1_trees.up.sql", "edited");
        Script edited = new Script("1_trees.up.sql", ContentId.of("edited".getBytes(StandardCharsets.UTF_8)));
        Script added = new Script("2_new.up.sql", ContentId.of("new".getBytes(StandardCharsets.UTF_8)));
        try (Checkout checkout = Checkout.open(repository.root())) {
            Listing workingTree = checkout.listings("db").getFirst();
            assertEquals(
                    new Listing(List.of(new Provenance(Place.WORKING_TREE, "main", null)), List.of(edited, added)),
                    workingTree);
            assertArrayEquals("new".getBytes(StandardCharsets.UTF_8), checkout.read("db", added));
        }
    }

    @Test
    void listsTheIndexWhereItDiffersFromHead() throws Exception {
        repository.write("db/2_staged.up.sql", "staged").git("add", "--all");
        repository.write("db/2_staged.up.sql", "worked on").write("db/3_announced.up.sql", "later");
        repository.git("add", "--intent-to-add", "db/3_announced.up.sql");
        Script staged = new Script("2_staged.up.sql", ContentId.of("staged".getBytes(StandardCharsets.UTF_8)));
        assertListings("""
                WORKING_TREE main: 1_trees.up.sql 2_staged.up.sql 3_announced.up.sql
                INDEX main: 1_trees.up.sql 2_staged.up.sql
                HEAD main: 1_trees.up.sql""");
        repository.delete("db/2_staged.up.sql").delete("db/3_announced.up.sql");
        try (Checkout checkout = Checkout.open(repository.root())) {
            Listing index = checkout.listings("db").get(1);
            assertEquals(List.of(new Provenance(Place.INDEX, "main", null)), index.places());
            assertEquals(staged, index.files().getLast());
            assertArrayEquals("staged".getBytes(StandardCharsets.UTF_8), checkout.read("db", staged));
        }
        repository.git("reset", "--quiet");
        assertListings("WORKING_TREE main, HEAD main: 1_trees.up.sql");
    }

    @Test
    void listsEveryStashWithItsUntrackedFilesAndItsIndexWhereThatDiffers() throws Exception {
        repository.write("db/2_first.up.sql", "first").stash("first");
        repository.write("db/1_trees.up.sql", "staged");
        repository.git("add", "--all");
        repository
                .write("db/1_trees.up.sql", "worked on")
                .write("db/2_second.up.sql", "second")
                .stash("second");
        assertListings("""
                WORKING_TREE main, HEAD main, STASH stash@{1}^2: 1_trees.up.sql
                STASH stash@{0}: 1_trees.up.sql 2_second.up.sql
                STASH stash@{0}^2: 1_trees.up.sql
                STASH stash@{1}: 1_trees.up.sql 2_first.up.sql""");
    }

    @Test
    void listsADetachedHeadByItsCommit() throws Exception {
        repository.checkout("HEAD~0");
        String id = repository.id("HEAD").substring(0, 7);
        assertListings("WORKING_TREE " + id + ", HEAD " + id + ", BRANCH main: 1_trees.up.sql");
    }

    @Test
    void listsTheRootAndNestedFoldersButOnlyFilesDirectlyInThem() throws Exception {
        repository.write("README", "r").write("a/b/c/1_x.up.sql", "x").commit("Nest");
        assertListings("", "WORKING_TREE main, HEAD main: README");
        assertListings("a/b", "WORKING_TREE main, HEAD main: ");
        assertListings("a/b/c", "WORKING_TREE main, HEAD main: 1_x.up.sql");
        assertListings("a/nowhere", "");
    }

    @Test
    void passesOverPlacesWhereTheFolderIsAFileOrMissing() throws Exception {
        repository.checkout("main").branch("file");
        repository.git("rm", "-r", "--quiet", "db");
        repository.write("db", "no folder").commit("A file");
        repository.branch("gone").delete("db").commit("Nothing").checkout("main");
        assertListings("WORKING_TREE main, HEAD main: 1_trees.up.sql");
        repository.checkout("file");
        assertListings("BRANCH main: 1_trees.up.sql");
    }

    @Test
    void takesCarriageReturnsOfACheckoutForWhatTheyAre() throws Exception {
        repository.git("config", "core.autocrlf", "true");
        repository.delete("db/1_trees.up.sql").git("checkout", "--", ".");
        assertArrayEquals(
                "CREATE TABLE trees ();\r\n".getBytes(StandardCharsets.UTF_8),
                Files.readAllBytes(repository.root().resolve("db/1_trees.up.sql")));
        assertListings("WORKING_TREE main, HEAD main: 1_trees.up.sql");
        // The same with a file that git has not seen yet: what it would store has line feeds.
        repository.write("db/2_new.up.sql", "a;\r\nb;\r\n");
        byte[] stored = "a;\nb;\n".getBytes(StandardCharsets.UTF_8);
        try (Checkout checkout = Checkout.open(repository.root())) {
            Script script = checkout.listings("db").getFirst().files().getLast();
            assertEquals(new Script("2_new.up.sql", ContentId.of(stored)), script);
            assertArrayEquals(stored, checkout.read("db", script));
        }
    }

    @Test
    void honoursLineEndingsThatAttributesAskFor() throws Exception {
        repository
                .write(".gitattributes", "*.sql text eol=crlf\n")
                .write("db/1_trees.up.sql", "CREATE TABLE trees ();\r\n");
        repository.commit("Windows");
        repository.write("db/1_trees.up.sql", "CREATE TABLE trees ();\r\n");
        assertListings("WORKING_TREE main, HEAD main: 1_trees.up.sql");
    }

    @Test
    void looksAtFilesThatGitWasToldNotToLookAt() throws Exception {
        repository.git("update-index", "--assume-unchanged", "db/1_trees.up.sql");
        repository.write("db/1_trees.up.sql", "edited in secret");
        assertListings("WORKING_TREE main: 1_trees.up.sql\nHEAD main: 1_trees.up.sql");
        repository.git("update-index", "--no-assume-unchanged", "--skip-worktree", "db/1_trees.up.sql");
        assertListings("WORKING_TREE main: 1_trees.up.sql\nHEAD main: 1_trees.up.sql");
    }

    private void assertListings(String expected) throws Exception {
        assertListings("db", expected);
    }

    private void assertListings(String path, String expected) throws Exception {
        try (Checkout checkout = Checkout.open(repository.root())) {
            assertEquals(expected, Seen.listings(checkout.listings(path)));
            assertEquals(List.of(), Seen.warnings(checkout));
        }
    }
}
