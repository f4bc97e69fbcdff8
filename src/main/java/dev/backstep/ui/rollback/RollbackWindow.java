package dev.backstep.ui.rollback;

import dev.backstep.ui.common.ChildStage;
import dev.backstep.ui.common.SqlHighlighter;
import dev.backstep.ui.common.Theme;
import dev.backstep.ui.common.WindowDialogs;
import javafx.stage.Window;

/** The guided rollback's window, modal to its owner; it does not go away while a run is under way. */
public final class RollbackWindow {

    private static final double WIDTH = 960;
    private static final double HEIGHT = 720;

    private final RollbackViewModel viewModel;
    private final ChildStage stage;
    private final RollbackView view;

    /** Builds the window; on the JavaFX thread. */
    public RollbackWindow(Window owner, Theme theme, SqlHighlighter highlighter, RollbackViewModel viewModel) {
        this.viewModel = viewModel;
        stage = ChildStage.dialog(owner, viewModel.aim().title());
        view = new RollbackView(viewModel, new WindowDialogs(stage, theme), highlighter, this::close);
        stage.fill(theme, view, WIDTH, HEIGHT);
        stage.atLeast(720, 520);
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
