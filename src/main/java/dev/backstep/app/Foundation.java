package dev.backstep.app;

import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.model.Environment;
import dev.backstep.model.Workspace;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.settings.WorkspaceStore;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import dev.backstep.ui.common.Theme;
import dev.backstep.ui.common.WindowDialogs;
import dev.backstep.ui.workspace.WorkspaceViewModel;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** What everything behind one main window stands on; used on the JavaFX thread. */
record Foundation(
        Stage stage,
        Theme theme,
        WorkspaceStore store,
        Journal journal,
        ReplayDesk replays,
        TaskExecutor tasks,
        WindowDialogs dialogs,
        WorkspaceViewModel model) {

    /** What the main window has open; null where that is nothing. */
    @Nullable
    OpenWorkspace open() {
        return model.reader() instanceof OpenWorkspace open ? open : null;
    }

    /** What the open database is for; null where nobody knows. */
    @Nullable
    Environment environment() {
        return model.environment().environmentProperty().get();
    }

    /** Keeps a workspace, and lists it among those that were open. */
    void remember(Workspace workspace) {
        tasks.run(
                () -> {
                    store.remember(workspace);
                    return store.workspaces();
                },
                model.recent()::setAll,
                this::problem);
    }

    /** Shows what went wrong. */
    void problem(Exception failure) {
        dialogs.show(Problem.of(Text.of("failed.title"), failure));
    }
}
