package dev.backstep.cli;

import dev.backstep.model.Workspace;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens the window; each call returns once the window was closed. The first call loads JavaFX. */
public interface WindowDoor {

    /** Why no window can be shown here, a sentence; null when one can. */
    @Nullable
    String problem();

    /** Opens the window on a checkout; null opens it where the person left off. */
    void open(@Nullable Path checkout);

    /** Opens the window on a workspace whose password is known; the password is copied. */
    void open(Workspace workspace, char[] password);
}
