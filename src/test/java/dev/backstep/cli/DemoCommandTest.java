package dev.backstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demo, in the window or in files. */
class DemoCommandTest extends CommandLineScene {

    @Test
    void theDemoOpensTheWindow() {
        assertEquals(0, run("demo"), err::toString);
        assertEquals(1, opened.size());
        assertTrue(opened.getFirst().endsWith("orchard 32"), opened.getFirst());
    }

    @Test
    void withoutADisplayTheDemoIsWrittenIntoFiles() throws Exception {
        windowProblem = "There is no display here.";
        assertEquals(0, run("demo"), err::toString);
        Path written = folder.resolve("backstep-demo");
        assertEquals(
                List.of("There is no display here.", "The demo is written into files instead, as with --headless."),
                err.toString().lines().toList().subList(0, 2));
        assertEquals(
                List.of(
                        written.resolve("timeline.txt").toString(),
                        written.resolve("timeline.png").toString()),
                out.toString().lines().toList());
        assertTrue(Files.readString(written.resolve("timeline.txt"))
                .contains("Track core: The database is 3 migrations ahead of this checkout.\n"
                        + "They last met at 445 chat_runtime."));
        assertEquals("picture of 2 tracks", Files.readString(written.resolve("timeline.png")));
        assertEquals(List.of(), opened);
    }

    @Test
    void theHeadlessDemoWritesWhereItIsTold() {
        assertEquals(0, run("demo", "--headless", "there"), err::toString);
        assertTrue(Files.exists(folder.resolve("there/timeline.png")));
        assertEquals(List.of(), opened);
    }
}
