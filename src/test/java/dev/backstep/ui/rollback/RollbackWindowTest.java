package dev.backstep.ui.rollback;

import static dev.backstep.fixture.Window.fx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Plans;
import dev.backstep.fixture.ScriptedDesk;
import dev.backstep.fixture.Window;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.ui.common.TaskExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Test;

/** The window around the guided rollback. */
class RollbackWindowTest {

    private final ScriptedDesk desk = new ScriptedDesk();
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void itIsModalToItsOwnerAndTellsWhenItIsClosed() throws Exception {
        try (Window owner = new Window().show(StackPane::new, 400, 300)) {
            Stage stage = open(owner, viewModel());
            assertEquals(owner.stage(), stage.getOwner());
            assertEquals(Modality.WINDOW_MODAL, stage.getModality());
            fx(() -> ((Button) Objects.requireNonNull(stage.getScene().lookup("#cancel"))).fire());
            assertEquals(1, closed.get());
            assertFalse(stage.isShowing());
        }
    }

    @Test
    void itStaysWhileARunIsUnderWay() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        desk.running((plan, _, progress) -> {
            progress.locked();
            RollbackBench.await(goOn);
            return new RunOutcome.RolledBack(plan.target(), Duration.ofMillis(1));
        });
        try (Window owner = new Window().show(StackPane::new, 400, 300)) {
            RollbackViewModel viewModel = viewModel();
            Stage stage = open(owner, viewModel);
            fx(() -> viewModel.preview(Plans.orchard().target()));
            Window.await(() -> viewModel.canGoOnProperty().get());
            fx(viewModel::next);
            fx(() -> viewModel.confirm().typed().type("orchard_dev"));
            Window.await(() -> viewModel.canGoOnProperty().get());
            fx(viewModel::next);
            fx(() -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
            assertTrue(stage.isShowing());
            goOn.countDown();
            Window.await(() -> !viewModel.running());
            fx(() -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
            assertFalse(stage.isShowing());
            assertEquals(1, closed.get());
        }
    }

    private RollbackViewModel viewModel() throws Exception {
        return Window.onFx(() -> new RollbackViewModel(
                desk,
                Plans.timeline(3),
                _ -> new byte[0],
                TaskExecutor.onVirtualThreads(),
                InstantSource.system(),
                null));
    }

    private Stage open(Window owner, RollbackViewModel viewModel) throws Exception {
        fx(() -> new RollbackWindow(owner.stage(), owner.theme(), RollbackBench.highlighter(), viewModel)
                .show(closed::incrementAndGet));
        return Window.onFx(() -> (Stage) javafx.stage.Window.getWindows().stream()
                .filter(window -> window instanceof Stage stage && Objects.equals(stage.getOwner(), owner.stage()))
                .findFirst()
                .orElseThrow());
    }
}
