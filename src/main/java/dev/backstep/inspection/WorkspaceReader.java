package dev.backstep.inspection;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Script;

/** Reads one workspace; its calls block, write nothing, and may be made from any thread. */
public interface WorkspaceReader extends AutoCloseable {

    /** Reads both sides anew. A side that cannot be read is part of the answer, not an error. */
    Inspection inspect();

    /** A script's bytes, as the place it was found at has them. */
    byte[] read(Script script) throws BackstepException;

    @Override
    void close();
}
