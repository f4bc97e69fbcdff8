package dev.backstep.rollback.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.fixture.GitFixture;
import dev.backstep.rollback.run.CrashSeries;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same for the ways out of a dirty mark, and for a reset; {@code mvn -Pcrash verify} writes {@code target/repair-crashes.md}. */
class RepairCrashTest {

    private static final int CRASHES = Integer.getInteger("backstep.repairCrashes", 5);

    @TempDir
    private Path folder;

    @Test
    void aCrashLeavesNoHalfState() throws Exception {
        GitFixture.init(folder.resolve("repository"))
                .write("README", "no migrations\n")
                .commit("One");
        Path table = Path.of("target", "repair-crashes.md");
        assertEquals(CRASHES, new CrashSeries().happen(List.of(RepairCrashScene.values()), CRASHES, folder, table));
    }
}
