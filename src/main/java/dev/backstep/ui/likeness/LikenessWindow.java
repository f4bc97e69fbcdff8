package dev.backstep.ui.likeness;

import dev.backstep.text.Text;
import dev.backstep.ui.common.Theme;
import java.util.function.Consumer;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;

/** Finding out which history a database has, in a window beside the others; closing it cancels what is under way. */
public final class LikenessWindow {

    private static final double WIDTH = 980;
    private static final double HEIGHT = 700;

    private final Stage stage = new Stage();

    /**
     * Builds the window; on the JavaFX thread.
     *
     * @param copied hears what a person wants on the clipboard
     */
    public LikenessWindow(Window owner, Theme theme, LikenessViewModel model, Consumer<String> copied) {
        LikenessView view = new LikenessView(model, copied, stage::close);
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        Scene scene = new Scene(view, Math.min(WIDTH, screen.getWidth()), Math.min(HEIGHT, screen.getHeight()));
        theme.applyTo(scene);
        stage.setScene(scene);
        stage.initOwner(owner);
        stage.setTitle(Text.of("likeness.window.title"));
        stage.setMinWidth(720);
        stage.setMinHeight(480);
        stage.setOnHidden(_ -> model.cancel());
    }

    /** Shows the window. */
    public void show() {
        stage.show();
        stage.toFront();
    }
}
