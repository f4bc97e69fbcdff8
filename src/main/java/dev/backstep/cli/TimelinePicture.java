package dev.backstep.cli;

import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.WorkspaceReader;
import java.io.IOException;
import java.nio.file.Path;

/** Draws the window's picture of an inspection into a PNG file; needs no display. */
@FunctionalInterface
public interface TimelinePicture {

    /**
     * Draws it.
     *
     * @param reader still open, for the scripts' texts
     * @param file to be written; its folder exists
     */
    void write(WorkspaceReader reader, Inspection inspection, Path file) throws IOException;
}
