package dev.backstep.model;

/** Reads a script's bytes, as the place it was found at has them; its call blocks. */
@FunctionalInterface
public interface ScriptReader {

    /** @throws BackstepException when the text can no longer be found */
    byte[] read(Script script) throws BackstepException;
}
