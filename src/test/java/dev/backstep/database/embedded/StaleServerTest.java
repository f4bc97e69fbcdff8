package dev.backstep.database.embedded;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleServerTest {

    @TempDir
    private Path data;

    @Test
    void aPidFileThatNamesAnotherProgramStopsNothing() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(
                    data.resolve("postmaster.pid"),
                    other.pid() + "\n" + data + "\n" + System.currentTimeMillis() / 1000 + "\n5432\n");
            StaleServer.stop(data);
            assertTrue(other.isAlive());
        } finally {
            other.destroyForcibly();
        }
    }
}
