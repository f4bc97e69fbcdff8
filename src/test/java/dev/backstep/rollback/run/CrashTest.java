package dev.backstep.rollback.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever hits a run, and whenever, no half state is left. {@code mvn -Pcrash verify} does it hundreds of times and writes
 * {@code target/crashes.md}.
 */
class CrashTest {

    private static final int CRASHES = Integer.getInteger("backstep.crashes", 12);

    @TempDir
    private Path folder;

    @Test
    void aCrashLeavesNoHalfState() throws Exception {
        Path table = Path.of("target", "crashes.md");
        assertEquals(CRASHES, new CrashSeries().happen(List.of(CrashScene.values()), CRASHES, folder, table));
    }
}
