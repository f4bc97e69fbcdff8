package dev.backstep.app;

import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.model.ProgramSettings;
import dev.backstep.model.Workspace;
import dev.backstep.rollback.program.LiveProgramDesk;
import dev.backstep.rollback.program.ProgramDesk;
import dev.backstep.settings.WorkspaceStore;
import dev.backstep.ui.common.SqlHighlighter;
import dev.backstep.ui.common.TaskExecutor;
import dev.backstep.ui.common.Theme;
import dev.backstep.ui.program.ProgramViewModel;
import dev.backstep.ui.program.ProgramWindow;
import dev.backstep.ui.workspace.WorkspaceViewModel;
import java.time.InstantSource;
import java.util.function.Consumer;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Opens the window for a tool's own command; lives on the JavaFX thread. */
final class ProgramDoor {

    private final Stage owner;
    private final Theme theme;
    private final WorkspaceStore store;
    private final Journal journal;
    private final TaskExecutor tasks;
    private final WorkspaceViewModel model;
    private final Consumer<Workspace> remember;
    private final Consumer<Exception> problem;
    private @Nullable ProgramWindow window;
    private boolean opening;

    /**
     * @param remember keeps a workspace with the command that it has now
     * @param problem hears why the window could not be opened
     */
    ProgramDoor(
            Stage owner,
            Theme theme,
            WorkspaceStore store,
            Journal journal,
            TaskExecutor tasks,
            WorkspaceViewModel model,
            Consumer<Workspace> remember,
            Consumer<Exception> problem) {
        this.owner = owner;
        this.theme = theme;
        this.store = store;
        this.journal = journal;
        this.tasks = tasks;
        this.model = model;
        this.remember = remember;
        this.problem = problem;
    }

    /** Whether a command runs; the application must not end then. */
    boolean running() {
        return window != null && window.running();
    }

    /** What is needed to open the window. */
    private record Opened(ProgramDesk desk, @Nullable ProgramSettings kept) {}

    /** Opens it for the workspace that is open; the command that is kept with that is shown, and not run. */
    void open() {
        Workspace workspace = model.workspace();
        if (workspace == null || !(model.reader() instanceof OpenWorkspace open) || opening) {
            return;
        }
        opening = true;
        tasks.run(
                () -> {
                    ProgramSettings own = workspace.program();
                    return new Opened(
                            new LiveProgramDesk(open.database(), journal, System.getenv()),
                            own != null ? own : store.program(workspace).orElse(null));
                },
                opened -> {
                    opening = false;
                    show(workspace, opened);
                },
                failure -> {
                    opening = false;
                    problem.accept(failure);
                });
    }

    private void show(Workspace workspace, Opened opened) {
        ProgramViewModel steps = new ProgramViewModel(
                opened.desk(),
                tasks,
                InstantSource.system(),
                workspace.repository(),
                opened.kept(),
                model.environment().environmentProperty().get());
        steps.keepWith(settings -> remember.accept(
                new Workspace(workspace.database(), workspace.repository(), workspace.pairings(), settings)));
        window = new ProgramWindow(owner, theme, SqlHighlighter.postgresql(), steps);
        window.show(model::refresh);
    }
}
