package dev.backstep.ui.detail;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Script;

/** Reads a script's bytes; blocks. */
@FunctionalInterface
public interface ScriptReader {

    byte[] read(Script script) throws BackstepException;
}
