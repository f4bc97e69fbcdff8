package dev.backstep.git;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.GitFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutWatchTest {

    @TempDir
    Path folder;

    private final LinkedBlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private GitFixture repository;
    private Checkout checkout;
    private CheckoutWatch watch;

    @BeforeEach
    void watchARepository() throws Exception {
        repository = GitFixture.init(folder.resolve("orchard"))
                .write("db/1_trees.up.sql", "CREATE TABLE trees ();\n")
                .commit("Plant trees");
        checkout = Checkout.open(repository.root());
        watch = CheckoutWatch.start(checkout, List.of("db", "late/comer"), () -> calls.add("changed"));
    }

    @AfterEach
    void close() {
        watch.close();
        checkout.close();
    }

    @Test
    void tellsOfScriptsThatAreWrittenEditedAndDeleted() throws Exception {
        repository.write("db/2_new.up.sql", "new");
        assertCalled();
        repository.write("db/2_new.up.sql", "edited");
        assertCalled();
        repository.delete("db/2_new.up.sql");
        assertCalled();
    }

    @Test
    void tellsOfBranchesTagsStashesAndCheckouts() throws Exception {
        repository.git("branch", "feature/deep/alpha");
        assertCalled();
        repository.git("commit", "--quiet", "--allow-empty", "--message", "Empty");
        assertCalled();
        repository.git("branch", "--force", "feature/deep/alpha", "main");
        assertCalled();
        repository.tag("v1");
        assertCalled();
        repository.write("db/2_new.up.sql", "new").stash("later");
        assertCalled();
        repository.checkout("feature/deep/alpha");
        assertCalled();
        repository.git("pack-refs", "--all");
        assertCalled();
    }

    @Test
    void makesFewCallsOfManyChanges() throws Exception {
        for (int i = 2; i < 200; i++) {
            repository.write("db/" + i + "_new.up.sql", "new");
        }
        int calls = awaitCalls();
        assertTrue(calls >= 1 && calls <= 3, calls + " calls");
    }

    @Test
    void noticesAFolderThatComesLater() throws Exception {
        repository.write("late/comer/1_a.up.sql", "a");
        assertCalled();
        repository.write("late/comer/2_b.up.sql", "b");
        assertCalled();
    }

    @Test
    void noticesAFolderThatGoesAndComesBack() throws Exception {
        repository.git("rm", "-r", "--quiet", "db");
        assertCalled();
        repository.git("checkout", "HEAD", "--", "db");
        assertCalled();
        repository.write("db/1_trees.up.sql", "edited");
        assertCalled();
    }

    @Test
    void keepsQuietAboutWhatDoesNotMatter() throws Exception {
        repository.git("status");
        repository.git("update-index", "--refresh");
        repository.write("other/file", "x").write(".git/COMMIT_EDITMSG", "x");
        repository.git("hash-object", "-w", "other/file");
        repository.write(".git/index.lock", "");
        assertNull(calls.poll(800, TimeUnit.MILLISECONDS));
    }

    @Test
    void makesNoCallOnceItIsClosed() throws Exception {
        watch.close();
        repository.write("db/2_new.up.sql", "new").tag("v1");
        assertNull(calls.poll(800, TimeUnit.MILLISECONDS));
    }

    private void assertCalled() throws InterruptedException {
        assertTrue(awaitCalls() > 0, "no call came");
    }

    /** Waits for a call and then until no other follows; a slow git may well cause two. */
    private int awaitCalls() throws InterruptedException {
        int count = 0;
        String call = calls.poll(10, TimeUnit.SECONDS);
        while (call != null) {
            count++;
            call = calls.poll(600, TimeUnit.MILLISECONDS);
        }
        return count;
    }
}
