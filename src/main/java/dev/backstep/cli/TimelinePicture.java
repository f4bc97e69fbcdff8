package dev.backstep.cli;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Workspace;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Draws what the window shows of a workspace into a PNG file; needs no display, and works once in a process. */
@FunctionalInterface
public interface TimelinePicture {

    /**
     * Draws it.
     *
     * @param password copied; null when there is none
     * @param file to be written; its folder exists
     */
    void write(Workspace workspace, char @Nullable [] password, Path file)
            throws BackstepException, InterruptedException;
}
