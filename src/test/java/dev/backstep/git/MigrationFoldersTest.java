package dev.backstep.git;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.fixture.GitFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationFoldersTest {

    @TempDir
    Path folder;

    private GitFixture repository;

    @BeforeEach
    void aRepositoryWithTwoTracks() {
        repository = GitFixture.init(folder.resolve("orchard"))
                .writeAll("go/migrations/vector/1_a.up.sql", "a", "go/migrations/core/1_a.up.sql", "a")
                .writeAll("go/migrations/core/2_b.up.sql", "b", "go/migrations/README.md", "r")
                .commit("Two tracks");
    }

    @Test
    void findsFoldersWithScriptsMostScriptsFirst() throws Exception {
        assertFolders("go/migrations/core", "go/migrations/vector");
        repository.write("1_root.up.sql", "r").write("new/1_a.up.sql", "not added yet");
        assertFolders("go/migrations/core", "", "go/migrations/vector", "new");
    }

    @Test
    void findsAFolderThatWasDeletedFromDiskButNotFromHead() throws Exception {
        repository.delete("go/migrations/vector/1_a.up.sql");
        assertFolders("go/migrations/core", "go/migrations/vector");
    }

    @Test
    void leavesOutWhatBelongsToOthers() throws Exception {
        repository
                .writeAll("web/node_modules/m/1_a.up.sql", "", "vendor/m/1_a.up.sql", "", "x/testdata/1_a.up.sql", "")
                .writeAll("target/classes/1_a.up.sql", "", ".cache/1_a.up.sql", "")
                .write("nested/db/1_a.up.sql", "")
                .write("linked/db/1_a.up.sql", "")
                .write("linked/.git", "gitdir: elsewhere");
        GitFixture.init(repository.root().resolve("nested"));
        Files.createSymbolicLink(
                repository.root().resolve("again"), repository.root().resolve("go"));
        Files.createSymbolicLink(repository.root().resolve("loop"), repository.root());
        assertFolders("go/migrations/core", "go/migrations/vector");
    }

    @Test
    void takesACommittedBuildFolderForMeant() throws Exception {
        repository.write("build/migrations/1_a.up.sql", "a").write("build/migrations/2_b.up.sql", "b");
        assertFolders("go/migrations/core", "go/migrations/vector");
        repository.commit("Meant").write("build/migrations/3_c.up.sql", "c");
        assertFolders("build/migrations", "go/migrations/core", "go/migrations/vector");
    }

    private void assertFolders(String... expected) throws Exception {
        try (Checkout checkout = Checkout.open(repository.root())) {
            assertEquals(
                    List.of(expected), checkout.migrationFolders(name -> name.matches("[0-9]+_.*\\.(up|down)\\.sql")));
            assertEquals(List.of(), Seen.warnings(checkout));
        }
    }
}
