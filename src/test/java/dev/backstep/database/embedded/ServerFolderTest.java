package dev.backstep.database.embedded;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFolderTest {

    @TempDir
    private Path parent;

    @Test
    void filesThatVanishWhileAFolderIsRemovedAreNoProblem() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path folder = parent.resolve("data" + round);
            for (int i = 0; i < 300; i++) {
                Path file = folder.resolve("d" + i % 30).resolve("f" + i);
                Files.createDirectories(file.getParent());
                Files.createFile(file);
            }
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> remove(folder));
            ServerFolder.delete(folder);
            other.get();
            assertFalse(Files.exists(folder));
        }
    }

    @Test
    void aPidFileThatIsGoneNamesNoServer() throws Exception {
        assertTrue(StaleServer.postmaster(parent).isEmpty());
    }

    /** As a server that ends removes its own files. */
    private static void remove(Path folder) {
        for (int i = 299; i >= 0; i--) {
            folder.resolve("d" + i % 30).resolve("f" + i).toFile().delete();
        }
    }
}
