package dev.backstep.rollback.program;

import dev.backstep.rollback.run.Saving;

/** Hears how far a command is; on threads of its own. */
public interface ProgramListener {

    /** What is being done. */
    enum Phase {
        COPYING,
        COUNTING,
        SAVING,
        RUNNING,
        COMPARING
    }

    void phase(Phase phase);

    /** A line of the program's output, fit to be shown. */
    void output(String line);

    /** How far the saving of data is. */
    void saving(Saving now);
}
