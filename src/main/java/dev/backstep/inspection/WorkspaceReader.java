package dev.backstep.inspection;

import dev.backstep.model.ScriptReader;

/** Reads one workspace; its calls block, write nothing, and may be made from any thread. */
public interface WorkspaceReader extends ScriptReader, AutoCloseable {

    /** Reads both sides anew. A side that cannot be read is part of the answer, not an error. */
    Inspection inspect();

    @Override
    void close();
}
