package dev.backstep.ui.rollback;

import dev.backstep.ui.common.SqlHighlighter;
import dev.backstep.ui.common.Theme;
import dev.backstep.ui.common.WindowDialogs;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Modality;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;

/** The guided rollback's window, modal to its owner; it does not go away while a run is under way. */
public final class RollbackWindow {

    private static final double WIDTH = 960;
    private static final double HEIGHT = 720;

    private final RollbackViewModel viewModel;
    private final Stage stage = new Stage();
    private final RollbackView view;

    /** Builds the window; on the JavaFX thread. */
    public RollbackWindow(Window owner, Theme theme, SqlHighlighter highlighter, RollbackViewModel viewModel) {
        this.viewModel = viewModel;
        view = new RollbackView(viewModel, new WindowDialogs(stage, theme), highlighter, this::close);
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        Scene scene = new Scene(view, Math.min(WIDTH, screen.getWidth()), Math.min(HEIGHT, screen.getHeight()));
        theme.applyTo(scene);
        stage.setScene(scene);
        stage.setTitle(viewModel.title());
        stage.initOwner(owner);
        stage.initModality(Modality.WINDOW_MODAL);
        stage.setMinWidth(720);
        stage.setMinHeight(520);
        stage.setOnCloseRequest(request -> {
            request.consume();
            close();
        });
    }

    /** Shows the window; {@code closed} is called once it is gone, whatever happened in it. */
    public void show(Runnable closed) {
        stage.setOnHidden(_ -> closed.run());
        stage.show();
        view.focusPage(viewModel.pageProperty().get());
    }

    /** What opens beside it stands over it. */
    public Window stage() {
        return stage;
    }

    /** Whether it can be seen. */
    public boolean showing() {
        return stage.isShowing();
    }

    /** Whether a run is under way; the application must not end then. */
    public boolean running() {
        return viewModel.running();
    }

    private void close() {
        if (viewModel.mayClose()) {
            stage.close();
        }
    }
}
