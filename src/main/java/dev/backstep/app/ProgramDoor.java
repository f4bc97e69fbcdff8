package dev.backstep.app;

import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.model.ProgramSettings;
import dev.backstep.model.Workspace;
import dev.backstep.rollback.program.LiveProgramDesk;
import dev.backstep.rollback.program.ProgramDesk;
import dev.backstep.ui.common.SqlHighlighter;
import dev.backstep.ui.program.ProgramViewModel;
import dev.backstep.ui.program.ProgramWindow;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Opens the window for a tool's own command; lives on the JavaFX thread. */
final class ProgramDoor {

    private final Foundation base;
    private @Nullable ProgramWindow window;
    private boolean opening;

    ProgramDoor(Foundation base) {
        this.base = base;
    }

    /** Whether a command runs; the application must not end then. */
    boolean running() {
        return window != null && window.running();
    }

    /** What is needed to open the window. */
    private record Opened(ProgramDesk desk, @Nullable ProgramSettings kept) {}

    /** Opens it for the workspace that is open; the command that is kept with that is shown, and not run. */
    void open() {
        Workspace workspace = base.model().workspace();
        OpenWorkspace open = base.open();
        if (workspace == null || open == null || opening) {
            return;
        }
        opening = true;
        base.tasks()
                .run(
                        () -> {
                            ProgramSettings own = workspace.program();
                            return new Opened(
                                    new LiveProgramDesk(open.database(), base.journal(), System.getenv()),
                                    own != null
                                            ? own
                                            : base.store().program(workspace).orElse(null));
                        },
                        opened -> {
                            opening = false;
                            show(workspace, opened);
                        },
                        failure -> {
                            opening = false;
                            base.problem(failure);
                        });
    }

    private void show(Workspace workspace, Opened opened) {
        ProgramViewModel steps = new ProgramViewModel(
                opened.desk(),
                base.tasks(),
                InstantSource.system(),
                workspace.repository(),
                opened.kept(),
                base.environment());
        steps.keepWith(settings -> base.remember(
                new Workspace(workspace.database(), workspace.repository(), workspace.pairings(), settings)));
        window = new ProgramWindow(base.stage(), base.theme(), SqlHighlighter.postgresql(), steps);
        window.show(base.model()::refresh);
    }
}
