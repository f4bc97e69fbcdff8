package dev.backstep.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

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
        assertOneCall();
        repository.write("db/2_new.up.sql", "edited");
        assertOneCall();
        repository.delete("db/2_new.up.sql");
        assertOneCall();
    }

    @Test
    void tellsOfBranchesTagsStashesAndCheckoutsOnceEach() throws Exception {
        repository.git("branch", "feature/deep/alpha");
        assertOneCall();
        repository.git("commit", "--quiet", "--allow-empty", "--message", "Empty");
        assertOneCall();
        repository.git("branch", "--force", "feature/deep/alpha", "main");
        assertOneCall();
        repository.tag("v1");
        assertOneCall();
        repository.write("db/2_new.up.sql", "new").stash("later");
        assertOneCall();
        repository.checkout("feature/deep/alpha");
        assertOneCall();
        repository.git("pack-refs", "--all");
        assertOneCall();
    }

    @Test
    void makesOneCallOfManyChanges() throws Exception {
        for (int i = 2; i < 200; i++) {
            repository.write("db/" + i + "_new.up.sql", "new");
        }
        assertOneCall();
    }

    @Test
    void noticesAFolderThatComesLater() throws Exception {
        repository.write("late/comer/1_a.up.sql", "a");
        assertOneCall();
        repository.write("late/comer/2_b.up.sql", "b");
        assertOneCall();
    }

    @Test
    void noticesAFolderThatGoesAndComesBack() throws Exception {
        repository.git("rm", "-r", "--quiet", "db");
        assertOneCall();
        repository.git("checkout", "HEAD", "--", "db");
        assertOneCall();
        repository.write("db/1_trees.up.sql", "edited");
        assertOneCall();
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

    private void assertOneCall() throws InterruptedException {
        assertNotNull(calls.poll(10, TimeUnit.SECONDS), "no call came");
        assertNull(calls.poll(600, TimeUnit.MILLISECONDS), "a second call came");
        assertEquals(0, calls.size());
    }
}
