package dev.backstep.ui.program;

import dev.backstep.text.Text;
import dev.backstep.ui.common.ChildStage;
import dev.backstep.ui.common.SqlHighlighter;
import dev.backstep.ui.common.Theme;
import dev.backstep.ui.common.WindowDialogs;
import javafx.stage.Window;

/** The window for a tool's own command, modal to its owner; it does not go away while something runs. */
public final class ProgramWindow {

    private static final double WIDTH = 960;
    private static final double HEIGHT = 720;

    private final ProgramViewModel viewModel;
    private final ChildStage stage;

    /** Builds the window; on the JavaFX thread. */
    public ProgramWindow(Window owner, Theme theme, SqlHighlighter highlighter, ProgramViewModel viewModel) {
        this.viewModel = viewModel;
        stage = ChildStage.dialog(owner, Text.of("program.window.title"));
        ProgramView view = new ProgramView(viewModel, new WindowDialogs(stage, theme), highlighter, this::close);
        stage.fill(theme, view, WIDTH, HEIGHT);
        stage.atLeast(720, 520);
        stage.setOnCloseRequest(request -> {
            request.consume();
            close();
        });
    }

    /** Shows the window; {@code closed} is called once it is gone. */
    public void show(Runnable closed) {
        stage.setOnHidden(_ -> closed.run());
        stage.show();
    }

    /** Whether something runs; the application must not end then. */
    public boolean running() {
        return viewModel.running();
    }

    private void close() {
        if (viewModel.mayClose()) {
            stage.close();
        }
    }
}
