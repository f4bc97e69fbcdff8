package dev.backstep.app;

import dev.backstep.ui.workspace.Screen;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the window by itself, as a person would on the first day: scrolls, selects, looks at the tabs, opens the
 * dialog that connects and the guided rollback, and closes everything. Packaging runs it once, so that the start cache
 * holds what a first day needs; it writes nothing to the database.
 */
final class Tour {

    private static final Duration STEP = Duration.millis(400);

    /** For what takes its time: planning a rollback and checking it. */
    private static final Duration LOOK = Duration.seconds(4);

    private static final int MOST_TRIES = 150;

    private final Stage stage;
    private final WindowRooms rooms;
    private final Deque<BooleanSupplier> steps = new ArrayDeque<>();
    private int tries;
    private boolean done;

    Tour(Stage stage, WindowRooms rooms) {
        this.stage = stage;
        this.rooms = rooms;
        for (int row : List.of(100, 200, 400, 0)) {
            steps.add(() -> table(table -> table.scrollTo(row)));
        }
        for (int row : List.of(1, 4, 0)) {
            steps.add(() -> table(table -> table.getSelectionModel().clearAndSelect(row)));
        }
        for (String tab : List.of("#tab-up", "#tab-history", "#tab-down")) {
            steps.add(() -> node(tab) instanceof ToggleButton button && run(button::fire));
        }
        steps.add(() -> run(() -> rooms.window().connect(null)));
        steps.add(this::closeOther);
        steps.add(() -> run(() -> rooms.window().rollBack(null)));
        steps.add(this::closeOther);
        steps.add(() -> run(() -> rooms.window().rollBack(rooms.ancestor())));
        steps.add(() -> !others().isEmpty() && run(() -> done = true));
        steps.add(this::closeOther);
    }

    /** Begins once the workspace is there; when it cannot be opened, the window closes at once. */
    void begin() {
        rooms.model().screenProperty().subscribe(screen -> {
            if (screen == Screen.SHOWN && !steps.isEmpty()) {
                after(STEP);
            } else if (screen == Screen.FAILED) {
                stage.close();
            }
        });
    }

    /** Whether it came to the guided rollback. */
    boolean done() {
        return done;
    }

    /** Takes the next step, as often as it needs: what it asks for may not be there yet. */
    private void after(Duration pause) {
        PauseTransition wait = new PauseTransition(pause);
        wait.setOnFinished(_ -> {
            if (steps.isEmpty() || tries > MOST_TRIES) {
                stage.close();
            } else if (steps.element().getAsBoolean()) {
                steps.remove();
                after(steps.size() == 1 ? LOOK : STEP);
            } else {
                tries++;
                after(STEP);
            }
        });
        wait.play();
    }

    private static boolean run(Runnable work) {
        work.run();
        return true;
    }

    private boolean table(Consumer<TableView<?>> work) {
        return node("#timeline-table") instanceof TableView<?> table && run(() -> work.accept(table));
    }

    private @Nullable Node node(String id) {
        return stage.getScene().lookup(id);
    }

    private List<Stage> others() {
        return Window.getWindows().stream()
                .filter(window -> window instanceof Stage && !window.equals(stage))
                .map(Stage.class::cast)
                .toList();
    }

    private boolean closeOther() {
        List<Stage> others = others();
        others.forEach(Stage::close);
        return !others.isEmpty();
    }
}
