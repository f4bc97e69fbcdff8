package dev.backstep.app;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Environment;
import dev.backstep.model.Workspace;
import dev.backstep.settings.WorkspaceStore;
import dev.backstep.ui.workspace.EnvironmentMemory;
import java.util.Optional;

/** Keeps what databases are for with the workspaces. */
record StoredEnvironments(WorkspaceStore store) implements EnvironmentMemory {

    @Override
    public Optional<Environment> marked(ConnectionSettings database) throws BackstepException {
        return store.environment(database);
    }

    @Override
    public void mark(Workspace workspace, Environment environment) throws BackstepException {
        store.save(workspace, environment);
    }
}
