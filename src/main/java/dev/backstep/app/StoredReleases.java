package dev.backstep.app;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Workspace;
import dev.backstep.release.ReleaseChoices;
import dev.backstep.settings.WorkspaceStore;
import dev.backstep.ui.releases.ReleaseMemory;

/** Remembers what is chosen for the releases in the settings file. */
record StoredReleases(WorkspaceStore store) implements ReleaseMemory {

    @Override
    public ReleaseChoices load(Workspace workspace) throws BackstepException {
        return store.releases(workspace);
    }

    @Override
    public void save(Workspace workspace, ReleaseChoices choices) throws BackstepException {
        store.save(workspace, choices);
    }
}
