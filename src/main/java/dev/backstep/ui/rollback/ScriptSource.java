package dev.backstep.ui.rollback;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Script;

/** Reads a script's bytes, so that candidates can be compared; its call blocks. */
@FunctionalInterface
public interface ScriptSource {

    byte[] read(Script script) throws BackstepException;
}
