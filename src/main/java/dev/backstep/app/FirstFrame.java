package dev.backstep.app;

import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

/** Puts work off until a window has been drawn once: what the first frame does not show has no part in the start. */
final class FirstFrame {

    private FirstFrame() {}

    /** Runs {@code work} on the JavaFX thread after the next frame of {@code stage}, whose scene is set. */
    static void of(Stage stage, Runnable work) {
        Scene scene = stage.getScene();
        scene.addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                Platform.runLater(work);
            }
        });
    }
}
