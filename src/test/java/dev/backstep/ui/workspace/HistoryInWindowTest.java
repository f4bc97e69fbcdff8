package dev.backstep.ui.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.analysis.Analyst;
import dev.backstep.fixture.TwoHistories;
import dev.backstep.fixture.Window;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.likeness.Answer;
import dev.backstep.likeness.Inquiry;
import dev.backstep.likeness.Question;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.rollback.LiveRollbackDesk;
import dev.backstep.rollback.RollbackDesk;
import dev.backstep.ui.common.SqlHighlighter;
import dev.backstep.ui.common.TaskExecutor;
import dev.backstep.ui.rollback.RollbackViewModel;
import dev.backstep.ui.rollback.RollbackWindow;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.ColorScheme;
import javafx.event.ActionEvent;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main window before and after it was found out which history a real database has. */
class HistoryInWindowTest {

    @TempDir
    private Path folder;

    @Test
    void theWindowFollowsWhatWasFoundOut() throws Exception {
        try (TwoHistories scene = new TwoHistories(folder);
                OpenWorkspace open = scene.open();
                ReplayDesk desk = new LiveReplayDesk(
                        Path.of("target/replay"), Path.of("target/replay/postgresql"), ReplayLimits.DEFAULT);
                TestWindow test = new TestWindow((_, _) -> open, desk, 1360, 860)) {
            test.open();
            assertEquals(
                    "The numbers agree, but 2 and 3 may be other migrations than this checkout's.", headline(test));
            Window.fx(() -> test.model
                    .timeline()
                    .selectedProperty()
                    .set(test.model.timeline().shown().getFirst()));
            pictures(test, "history-unverified");
            for (String link : List.of("#verdict-find-out", "#detail-find-out")) {
                Hyperlink ask = test.find(link, Hyperlink.class);
                assertTrue(ask.isVisible(), link);
                Window.fx(() -> ask.fireEvent(new ActionEvent()));
            }
            assertEquals(List.of("WHICH_HISTORY of db", "WHICH_HISTORY of db"), test.asked);

            Inspection inspection =
                    Objects.requireNonNull(test.model.inspectionProperty().get());
            new Inquiry(Question.WHICH_HISTORY, open, desk, ReplayProgress.none())
                    .answer(inspection.timelines(), inspection.timelines().getFirst());
            Window.fx(test.model::changed);
            Window.await(() -> test.model.runningProperty().get().isEmpty()
                    && test.model.analysis().runningProperty().get().isEmpty());
            assertEquals("The database is 2 migrations ahead of this checkout.", headline(test));
            assertFalse(test.find("#verdict-find-out", Hyperlink.class).isVisible());
            Window.fx(() -> test.model
                    .timeline()
                    .selectedProperty()
                    .set(test.model.timeline().shown().getFirst()));
            pictures(test, "history-observed");
        }
    }

    @Test
    void theLinkInTheRollbackPreviewFindsOutWhichContentWasApplied() throws Exception {
        try (TwoHistories scene = new TwoHistories(folder);
                OpenWorkspace open = scene.open();
                ReplayDesk replays = new LiveReplayDesk(
                        Path.of("target/replay"), Path.of("target/replay/postgresql"), ReplayLimits.DEFAULT);
                Window owner = new Window().show(StackPane::new, 400, 300)) {
            Inspection inspection = open.inspect();
            Timeline timeline = inspection.timelines().getFirst();
            Journal journal = new Journal(folder.resolve("runs"));
            RollbackDesk desk =
                    new LiveRollbackDesk(open.database(), open, new Analyst(open).reading(true), journal, replays);
            RollbackViewModel steps = Window.onFx(() -> new RollbackViewModel(
                    desk, timeline, open, TaskExecutor.onVirtualThreads(), InstantSource.system(), null));
            AtomicReference<Answer> answer = new AtomicReference<>();
            steps.offer(() -> {
                answer.set(answered(open, inspection, replays));
                steps.renew(open.inspect().timelines().getFirst());
            });
            Window.fx(() -> steps.preview(Version.of(1)));
            RollbackWindow window = Window.onFx(
                    () -> new RollbackWindow(owner.stage(), owner.theme(), SqlHighlighter.postgresql(), steps));
            Window.fx(() -> window.show(() -> {}));
            Window.await(() -> window.stage().getScene().lookup("#preview-find-out") != null);
            Window.fx(() -> ((Hyperlink)
                            Objects.requireNonNull(window.stage().getScene().lookup("#preview-find-out")))
                    .fire());
            assertTrue(Objects.requireNonNull(answer.get()).solved());
            Window.await(() -> window.stage().getScene().lookup("#preview-find-out") == null);
            Window.fx(() -> window.stage().hide());
        }
    }

    private static Answer answered(OpenWorkspace open, Inspection inspection, ReplayDesk replays) {
        try {
            return new Inquiry(Question.WHICH_HISTORY, open, replays, ReplayProgress.none())
                    .answer(inspection.timelines(), inspection.timelines().getFirst());
        } catch (BackstepException e) {
            throw new AssertionError(e);
        }
    }

    private static String headline(TestWindow test) throws Exception {
        return test.find("#verdict-headline", Label.class).getText();
    }

    private static void pictures(TestWindow test, String name) throws Exception {
        for (int[] size : new int[][] {{1360, 860}, {1000, 700}}) {
            Window.fx(() -> {
                test.window.stage().setWidth(size[0]);
                test.window.stage().setHeight(size[1]);
            });
            for (ColorScheme scheme : ColorScheme.values()) {
                test.window.turn(scheme);
                test.window.picture(name + "-" + size[0] + "-" + scheme.name().toLowerCase(Locale.ROOT));
            }
        }
    }
}
