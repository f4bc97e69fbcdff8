package dev.backstep.ui.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

class TaskExecutorTest {

    @BeforeAll
    static void startJavaFx() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void workRunsOnAVirtualThreadAndItsResultLandsOnTheWindows() throws Exception {
        CompletableFuture<List<Boolean>> threads = new CompletableFuture<>();
        TaskExecutor.onVirtualThreads()
                .run(
                        () -> Thread.currentThread().isVirtual(),
                        virtual -> threads.complete(List.of(virtual, Platform.isFxApplicationThread())),
                        threads::completeExceptionally);
        assertEquals(List.of(true, true), threads.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aFailureIsHeardAndNothingElse() {
        List<String> heard = new ArrayList<>();
        TaskExecutor.onCallingThread()
                .run(
                        () -> {
                            throw new IllegalStateException("no");
                        },
                        done -> heard.add("done"),
                        failure -> heard.add(failure.getMessage()));
        assertEquals(List.of("no"), heard);
    }

    @Test
    void cancellingInterruptsTheWorkAndNothingIsHeard() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        List<Object> heard = new ArrayList<>();
        TaskExecutor.Running running = TaskExecutor.onVirtualThreads()
                .run(
                        () -> {
                            started.countDown();
                            try {
                                return new CountDownLatch(1).await(20, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                return interrupted.complete(true);
                            }
                        },
                        heard::add,
                        heard::add);
        assertTrue(started.await(10, TimeUnit.SECONDS));
        running.cancel();
        assertTrue(interrupted.get(10, TimeUnit.SECONDS));
        Window.fx(() -> {});
        assertEquals(List.of(), heard);
    }
}
