package dev.backstep.ui.releases;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Workspace;
import dev.backstep.release.ReleaseChoices;

/** Remembers, per workspace, the start rules and the pinned branches; its calls block. */
public interface ReleaseMemory {

    /** What was chosen for a workspace; the usual where nothing was. */
    ReleaseChoices load(Workspace workspace) throws BackstepException;

    /** Keeps what is chosen for a workspace. */
    void save(Workspace workspace, ReleaseChoices choices) throws BackstepException;
}
