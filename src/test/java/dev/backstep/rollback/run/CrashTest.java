package dev.backstep.rollback.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.rollback.run.Crash.Cause;
import dev.backstep.rollback.run.Crash.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever hits a run, and whenever, no half state is left. {@code mvn -Pcrash verify} does it hundreds of times and writes
 * {@code target/crashes.md}.
 */
class CrashTest {

    private static final int CRASHES = Integer.getInteger("backstep.crashes", 12);
    private static final long SEED = Long.getLong("backstep.seed", System.nanoTime());

    private static final List<Cause> CAUSES = List.of(Cause.values());

    @TempDir
    private Path folder;

    @Test
    void aCrashLeavesNoHalfState() throws Exception {
        Random random = new Random(SEED);
        Map<CrashScene, Map<Cause, Map<Found, Integer>>> table = new EnumMap<>(CrashScene.class);
        for (CrashScene scene : CrashScene.values()) {
            Crash crash = new Crash(scene, scene.stops(), folder);
            Duration whole = crash.undisturbed();
            for (int i = 0; i < CRASHES / CrashScene.values().length; i++) {
                Cause cause = CAUSES.get(i % CAUSES.size());
                // Some come after the end, which is a moment, too.
                Duration delay = Duration.ofNanos((long) (whole.toNanos() * 1.1 * random.nextDouble()));
                try {
                    Found found = crash.happen(cause, delay);
                    table.computeIfAbsent(scene, _ -> new EnumMap<>(Cause.class))
                            .computeIfAbsent(cause, _ -> new EnumMap<>(Found.class))
                            .merge(found, 1, Integer::sum);
                } catch (AssertionError e) {
                    throw new AssertionError("seed " + SEED + ", " + scene + ", " + cause + " after " + delay, e);
                }
            }
        }
        write(table);
        assertEquals(
                CRASHES,
                table.values().stream()
                        .flatMap(each -> each.values().stream())
                        .flatMap(each -> each.values().stream())
                        .mapToInt(Integer::intValue)
                        .sum());
    }

    private static void write(Map<CrashScene, Map<Cause, Map<Found, Integer>>> table) throws Exception {
        StringBuilder lines = new StringBuilder("""
                | plan | cause | before | after | between steps | recorded position |
                |---|---|---|---|---|---|
                """);
        table.forEach((scene, causes) -> causes.forEach((cause, found) -> lines.append("| ")
                .append(words(scene))
                .append(" | ")
                .append(words(cause))
                .append(" | ")
                .append(Arrays.stream(Found.values())
                        .map(each -> String.valueOf(found.getOrDefault(each, 0)))
                        .collect(Collectors.joining(" | ")))
                .append(" |\n")));
        Files.writeString(Path.of("target", "crashes.md"), lines);
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
