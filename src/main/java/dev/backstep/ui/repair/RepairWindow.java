package dev.backstep.ui.repair;

import dev.backstep.text.Text;
import dev.backstep.ui.common.Theme;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;

/** The ways out of a dirty mark, in a window beside the others; closing it cancels what is under way. */
public final class RepairWindow {

    private static final double WIDTH = 900;
    private static final double HEIGHT = 680;

    private final Stage stage = new Stage();

    /** Builds the window; on the JavaFX thread. */
    public RepairWindow(Window owner, Theme theme, RepairViewModel model) {
        RepairView view = new RepairView(model, stage::close);
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        Scene scene = new Scene(view, Math.min(WIDTH, screen.getWidth()), Math.min(HEIGHT, screen.getHeight()));
        theme.applyTo(scene);
        stage.setScene(scene);
        stage.initOwner(owner);
        stage.setTitle(Text.of("repair.window.title"));
        stage.setMinWidth(720);
        stage.setMinHeight(480);
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
