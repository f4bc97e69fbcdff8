package dev.backstep.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.fixture.Window;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Version;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayFailure;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.replay.ReplayMigration;
import dev.backstep.replay.Replayed;
import dev.backstep.settings.WorkspaceStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window goes while a replay is under way. */
class ClosingTest {

    @TempDir
    private Path folder;

    @Test
    void theWindowGoesAtOnceAndTheServerBeforeTheProcess() throws Exception {
        Path own = folder.resolve("replay");
        LiveReplayDesk desk =
                new LiveReplayDesk(own, Path.of("target/replay/postgresql").toAbsolutePath(), ReplayLimits.DEFAULT);
        try (Window window = new Window()) {
            WindowRooms rooms = Window.onFx(() -> new WindowRooms(
                    window.stage(),
                    window.theme(),
                    new WorkspaceStore(folder.resolve("config"), _ -> {}),
                    new Journal(folder.resolve("journal")),
                    desk));
            CompletableFuture<Integer> begun = new CompletableFuture<>();
            CompletableFuture<Replayed> end = CompletableFuture.supplyAsync(() -> replay(desk, begun));
            begun.get(2, TimeUnit.MINUTES);
            assertTrue(Files.exists(own.resolve("1/data/postmaster.pid")));
            long nanos = Window.onFx(() -> {
                long start = System.nanoTime();
                rooms.close();
                return System.nanoTime() - start;
            });
            assertTrue(nanos < Duration.ofMillis(500).toNanos(), nanos / 1_000_000 + " ms on the window's thread");
            rooms.release();
            assertEquals(
                    ReplayFailure.Kind.CANCELLED,
                    Objects.requireNonNull(end.get(1, TimeUnit.SECONDS).failure())
                            .kind());
            assertFalse(Files.exists(own.resolve("1/data")));
        }
    }

    private static Replayed replay(LiveReplayDesk desk, CompletableFuture<Integer> begun) {
        try {
            return desk.observe(
                    List.of(
                            new ReplayMigration(Version.of(1), "short", "SELECT 1", null),
                            new ReplayMigration(Version.of(2), "long", "SELECT pg_sleep(50)", null)),
                    _ -> true,
                    CatalogScope.all(),
                    (done, _) -> begun.complete(done));
        } catch (BackstepException e) {
            throw new AssertionError(e);
        }
    }
}
