package dev.backstep.cli;

import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.Workspace;
import org.jspecify.annotations.Nullable;

/** Opens a workspace for reading. */
@FunctionalInterface
public interface ReaderOpener {

    /** Opens it; nothing is read yet. The password is copied; null when there is none. */
    WorkspaceReader open(Workspace workspace, char @Nullable [] password);
}
