package dev.backstep.ui.detail;

import static dev.backstep.fixture.Window.fx;
import static dev.backstep.fixture.Window.onFx;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.analysis.Analyst;
import dev.backstep.analysis.Progress;
import dev.backstep.fixture.SampleTimelines;
import dev.backstep.fixture.Window;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.ui.common.TaskExecutor;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LossCountingTest {

    private static final ScriptReader READER =
            script -> SampleTimelines.text(script).getBytes(StandardCharsets.UTF_8);

    private final Timeline orchard = SampleTimelines.orchard();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Test
    void rowsThatArePassedAreNotCountedAndOneCountIsUnderWayAtATime() throws Exception {
        try (Window _ = new Window()) {
            CountDownLatch answer = new CountDownLatch(1);
            DetailViewModel model = onFx(() ->
                    new DetailViewModel(TaskExecutor.onVirtualThreads(), InstantSource.fixed(SampleTimelines.NOW)));
            fx(() -> {
                model.within(orchard);
                model.analysed(new Analyst(READER).read(orchard, true, Progress.unheard()));
                model.countedBy(script -> {
                    asked.add(script.script().fileName());
                    await(answer);
                    return loss -> loss.subject() + " counted";
                });
                orchard.rows().reversed().forEach(row -> model.show(row, READER));
            });
            Window.await(() -> !asked.isEmpty());
            fx(() -> model.show(orchard.rows().get(1), READER));
            assertEquals("the down script drops workspaces.alpha_score: counting…", firstSentence(model));
            assertEquals(List.of("000448_alpha_cleanup.down.sql"), asked);
            answer.countDown();
            Window.await(() -> firstSentence(model).endsWith("counted"));
            assertEquals(
                    "the down script drops workspaces.alpha_score: workspaces.alpha_score counted",
                    onFx(() -> firstSentence(model)));
            assertEquals(List.of("000448_alpha_cleanup.down.sql", "000447_alpha_indexes.down.sql"), asked);
        }
    }

    private static String firstSentence(DetailViewModel model) {
        return Objects.requireNonNull(model.findingsProperty().get())
                .first()
                .getFirst()
                .sentence();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
