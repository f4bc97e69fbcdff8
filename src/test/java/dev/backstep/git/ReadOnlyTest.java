package dev.backstep.git;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.fixture.GitFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlyTest {

    @TempDir
    Path folder;

    @Test
    void leavesEveryFileAndFolderOfTheRepositoryUntouched() throws Exception {
        GitFixture repository = GitFixture.init(folder.resolve("orchard"))
                .write("db/1_trees.up.sql", "CREATE TABLE trees ();\n")
                .commit("Plant trees")
                .annotatedTag("v1", "one")
                .write("db/2_later.up.sql", "later")
                .stash("later")
                .write("db/1_trees.up.sql", "CREATE TABLE edited ();\n");
        Map<String, String> before = snapshot(repository.root());
        try (Checkout checkout = Checkout.open(repository.root())) {
            // Twice: JGit looks a second time at refs that are as young as these.
            for (int i = 0; i < 2; i++) {
                checkout.head();
                checkout.migrationFolders(name -> name.endsWith(".sql"));
                for (var listing : checkout.listings("db")) {
                    for (var script : listing.files()) {
                        checkout.read("db", script);
                    }
                }
                checkout.searchHistory("db", Set.of("9"), Seen::version);
                checkout.fileHistory("db", "1_trees.up.sql", 10);
                assertEquals(List.of(), Seen.warnings(checkout));
            }
        }
        assertEquals(before, snapshot(repository.root()));
    }

    /** Size and time of every file, and the time of every folder, which changes when anything in it comes or goes. */
    private static Map<String, String> snapshot(Path root) throws IOException {
        Map<String, String> snapshot = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.toList()) {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                snapshot.put(root.relativize(path).toString(), attributes.size() + " " + attributes.lastModifiedTime());
            }
        }
        return snapshot;
    }
}
