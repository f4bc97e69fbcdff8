package dev.backstep.ui.repair;

import dev.backstep.text.Text;
import dev.backstep.ui.common.ChildStage;
import dev.backstep.ui.common.Theme;
import javafx.stage.Window;

/** The ways out of a dirty mark, in a window beside the others; closing it cancels what is under way. */
public final class RepairWindow {

    private static final double WIDTH = 900;
    private static final double HEIGHT = 680;

    private final ChildStage stage;

    /** Builds the window; on the JavaFX thread. */
    public RepairWindow(Window owner, Theme theme, RepairViewModel model) {
        stage = ChildStage.beside(owner, Text.of("repair.window.title"));
        RepairView view = new RepairView(model, stage::close);
        stage.fill(theme, view, WIDTH, HEIGHT);
        stage.atLeast(720, 480);
        stage.setOnHidden(_ -> model.cancel());
    }

    /** Shows the window. */
    public void show() {
        stage.show();
        stage.toFront();
    }

    /** Closes it, when a way was chosen. */
    public void close() {
        stage.close();
    }
}
