package dev.backstep.ui.workspace;

import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Workspace;

/** Opens workspaces for the window. */
@FunctionalInterface
public interface WorkspaceOpener {

    /**
     * Opens a workspace; blocks. A database or checkout that cannot be read is for the reader's answer to say.
     *
     * @param password the opener's from here on: whoever opens wipes it when it is done with it
     * @throws BackstepException when not even a reader can be made
     */
    WorkspaceReader open(Workspace workspace, char[] password) throws BackstepException;
}
