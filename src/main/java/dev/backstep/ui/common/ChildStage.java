package dev.backstep.ui.common;

import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Modality;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;

/** A window that belongs to another one and stands over it. */
public final class ChildStage extends Stage {

    private ChildStage(Window owner, Modality modality, String title) {
        initOwner(owner);
        initModality(modality);
        setTitle(title);
    }

    /** A window to work in while the owner can be worked in, too. */
    public static ChildStage beside(Window owner, String title) {
        return new ChildStage(owner, Modality.NONE, title);
    }

    /** A window that has to be closed before the owner is worked in again. */
    public static ChildStage dialog(Window owner, String title) {
        return new ChildStage(owner, Modality.WINDOW_MODAL, title);
    }

    /**
     * Fills the window; on a small screen it is no larger than the screen.
     *
     * @param width in pixels
     * @param height in pixels; -1 for as high as the content is
     */
    public Scene fill(Theme theme, Parent content, double width, double height) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        Scene scene = new Scene(content, Math.min(width, screen.getWidth()), Math.min(height, screen.getHeight()));
        theme.applyTo(scene);
        setScene(scene);
        return scene;
    }

    /** The size below which its content would not be usable, in pixels. */
    public void atLeast(double width, double height) {
        setMinWidth(width);
        setMinHeight(height);
    }
}
