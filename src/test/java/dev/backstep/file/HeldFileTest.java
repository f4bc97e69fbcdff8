package dev.backstep.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldFileTest {

    private static final Set<OpenOption> WRITING = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

    @TempDir
    private Path folder;

    @Test
    void aSecondTryInThisProcessDoesNotOpenItToOthers() throws Exception {
        Path file = folder.resolve("lock");
        try (HeldFile _ = HeldFile.take(file, WRITING).orElseThrow()) {
            assertEquals("held", another(file));
            assertEquals(Optional.empty(), HeldFile.take(file, WRITING));
            assertEquals(Optional.empty(), HeldFile.take(folder.resolve("x/../lock"), WRITING));
            assertEquals("held", another(file));
        }
        assertEquals("taken", another(file));
        HeldFile.take(file, WRITING).orElseThrow().close();
    }

    @Test
    void aFileThatCannotBeOpenedIsNotHeld() throws Exception {
        Path file = Files.createFile(folder.resolve("there"));
        Set<OpenOption> anew = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        assertThrows(FileAlreadyExistsException.class, () -> HeldFile.take(file, anew));
        HeldFile.take(file, WRITING).orElseThrow().close();
    }

    private static String another(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldingProcess.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
