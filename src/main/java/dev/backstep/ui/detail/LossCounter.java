package dev.backstep.ui.detail;

import dev.backstep.model.BackstepException;

/** Asks the database what a down script would lose now. */
@FunctionalInterface
public interface LossCounter {

    /**
     * Counts; blocks for some seconds at most, and writes nothing.
     *
     * @throws BackstepException when the script cannot be read or the database does not answer
     */
    LossNumbers count(DownScript script) throws BackstepException;
}
