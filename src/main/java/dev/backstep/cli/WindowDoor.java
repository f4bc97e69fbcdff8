package dev.backstep.cli;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Workspace;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Opens the window; each call returns once the window was closed, and says so when none can be shown. The first call
 * loads JavaFX.
 */
public interface WindowDoor {

    /** Why no window can be shown here, a sentence; null when one can. */
    @Nullable
    String problem();

    /** Opens the window on a checkout or on a workspace file; null opens it where the person left off. */
    void open(@Nullable Path path) throws BackstepException;

    /** Opens the window on a workspace whose password is known; the password is copied. */
    void open(Workspace workspace, char[] password) throws BackstepException;

    /** As {@link #open(Workspace, char[])}, but walks through the window by itself and closes it. */
    void tour(Workspace workspace, char[] password) throws BackstepException;
}
