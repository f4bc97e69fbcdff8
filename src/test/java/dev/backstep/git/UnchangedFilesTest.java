package dev.backstep.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.backstep.fixture.GitFixture;
import dev.backstep.model.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is listed without the walk is what HEAD has; whatever happened to a file is left to the walk. */
class UnchangedFilesTest {

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private GitFixture repository;

    @BeforeEach
    void threeMigrationsAndAFolderBelow() throws Exception {
        repository = GitFixture.init(folder.toRealPath().resolve("orchard"))
                .writeAll("sql/db/1_a.sql", "a", "sql/db/10_b.sql", "b", "sql/db/1_a", "c", "sql/db/1/x.sql", "x");
        for (String file : List.of("1_a.sql", "10_b.sql", "1_a", "1/x.sql")) {
            Files.setLastModifiedTime(file(file), FileTime.from(LONG_AGO));
        }
        repository.commit("Plant trees");
    }

    @Test
    void listsWhatNothingHappenedToAsHeadHasIt() throws Exception {
        assertEquals(List.of("10_b.sql", "1_a", "1_a.sql"), names(listed()));
        assertAsTheWalk();
        repository.delete("sql/db/1_a");
        assertEquals(List.of("10_b.sql", "1_a.sql"), names(listed()));
        assertAsTheWalk();
    }

    @Test
    void leavesAChangedFileToTheWalkEvenOfTheSameSize() throws Exception {
        repository.write("sql/db/1_a", "d");
        assertNull(listed());
        assertAsTheWalk();
    }

    @Test
    void leavesAnUntrackedFileALinkAndANameBeyondAsciiToTheWalk() throws Exception {
        repository.write("sql/db/2_new.sql", "n");
        assertNull(listed());
        repository.delete("sql/db/2_new.sql");
        assertNotNull(listed());
        Files.createSymbolicLink(file("3_link.sql"), Path.of("1_a.sql"));
        assertNull(listed());
        repository.delete("sql/db/3_link.sql").write("sql/db/4_\u00e4.sql", "n").git("add", "--all");
        assertNull(listed());
        assertAsTheWalk();
    }

    @Test
    void leavesAFolderThatALinkLeadsToOrThatIsAnotherCheckoutToTheWalk() throws Exception {
        repository.write("sql/.git", "gitdir: elsewhere");
        assertNull(listed());
        repository.delete("sql/.git");
        assertNotNull(listed());
        Files.move(repository.root().resolve("sql"), repository.root().resolve("moved"));
        Files.createSymbolicLink(repository.root().resolve("sql"), Path.of("moved"));
        assertNull(listed());
    }

    private @Nullable List<Script> listed() throws Exception {
        try (Repository opened = RepositoryOpener.open(repository.root())) {
            return new UnchangedFiles(repository.root(), "sql/db", name -> false).list(opened.readDirCache());
        }
    }

    private void assertAsTheWalk() throws Exception {
        try (Repository opened = RepositoryOpener.open(repository.root())) {
            Warnings warnings = new Warnings(opened);
            Staged staged = Staged.read(opened, warnings);
            WorkingTree tree = new WorkingTree(opened, repository.root(), warnings);
            assertEquals(tree.walked("sql/db", name -> false, staged), tree.files("sql/db", name -> false, staged));
        }
    }

    private static List<String> names(@Nullable List<Script> files) {
        return files == null ? List.of() : files.stream().map(Script::fileName).toList();
    }

    private Path file(String name) {
        return repository.root().resolve("sql/db").resolve(name);
    }
}
