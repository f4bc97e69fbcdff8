package dev.backstep.ui.likeness;

import dev.backstep.text.Text;
import dev.backstep.ui.common.ChildStage;
import dev.backstep.ui.common.Theme;
import java.util.function.Consumer;
import javafx.stage.Window;

/** Finding out which history a database has, in a window beside the others; closing it cancels what is under way. */
public final class LikenessWindow {

    private static final double WIDTH = 980;
    private static final double HEIGHT = 700;

    private final ChildStage stage;

    /**
     * Builds the window; on the JavaFX thread.
     *
     * @param copied hears what a person wants on the clipboard
     */
    public LikenessWindow(Window owner, Theme theme, LikenessViewModel model, Consumer<String> copied) {
        stage = ChildStage.beside(owner, Text.of("likeness.window.title"));
        LikenessView view = new LikenessView(model, copied, stage::close);
        stage.fill(theme, view, WIDTH, HEIGHT);
        stage.atLeast(720, 480);
        stage.setOnHidden(_ -> model.cancel());
    }

    /** Shows the window. */
    public void show() {
        stage.show();
        stage.toFront();
    }
}
