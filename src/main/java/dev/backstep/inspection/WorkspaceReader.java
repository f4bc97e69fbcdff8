package dev.backstep.inspection;

import dev.backstep.model.ScriptReader;
import org.jspecify.annotations.Nullable;

/** Reads one workspace; its calls block, write nothing, and may be made from any thread. */
public interface WorkspaceReader extends ScriptReader, AutoCloseable {

    /** Reads both sides anew. A side that cannot be read is part of the answer, not an error. */
    Inspection inspect();

    /**
     * From the next inspection on, compares the database with another place instead of the working tree, without checking
     * it out.
     *
     * @param revision a branch, tag or commit, as git takes it; null for the working tree again
     */
    void lookAt(@Nullable String revision);

    @Override
    void close();
}
