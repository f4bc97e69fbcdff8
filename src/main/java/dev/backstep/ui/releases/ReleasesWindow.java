package dev.backstep.ui.releases;

import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.text.Text;
import dev.backstep.ui.common.ChildStage;
import dev.backstep.ui.common.TaskExecutor;
import dev.backstep.ui.common.Theme;
import dev.backstep.ui.common.WindowDialogs;
import java.util.function.BiConsumer;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.stage.Window;

/** The releases' own window, beside the main window. */
public final class ReleasesWindow {

    private static final double WIDTH = 1120;
    private static final double HEIGHT = 760;

    private final ChildStage stage;

    /**
     * Builds the window; on the JavaFX thread.
     *
     * @param rollback opens the preview of a rollback to a version; this window closes first
     */
    public ReleasesWindow(
            Window owner,
            Theme theme,
            TaskExecutor tasks,
            ReleasesViewModel model,
            BiConsumer<Timeline, Version> rollback) {
        stage = ChildStage.beside(owner, Text.of("releases.window.title"));
        ReleasesView view = new ReleasesView(model, tasks, new WindowDialogs(stage, theme), (timeline, target) -> {
            stage.close();
            rollback.accept(timeline, target);
        });
        Scene scene = stage.fill(theme, view, WIDTH, HEIGHT);
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.ESCAPE), stage::close);
        stage.atLeast(900, 560);
    }

    /** Shows the window, or brings it to the front. */
    public void show() {
        stage.show();
        stage.toFront();
    }
}
