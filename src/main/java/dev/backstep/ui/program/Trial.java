package dev.backstep.ui.program;

import dev.backstep.rollback.program.ProgramRan;
import dev.backstep.rollback.program.ProgramRehearsal;

/** What is known of a rehearsal, or of the run. */
sealed interface Trial {

    /** Nothing was started. */
    record Idle() implements Trial {}

    /** It is under way. */
    record Going(String phase) implements Trial {}

    /** The rehearsal has ended. */
    record Rehearsed(ProgramRehearsal rehearsal) implements Trial {}

    /** The run has ended. */
    record Ran(ProgramRan ran) implements Trial {}

    /** It could not be done, for a reason nobody foresaw. */
    record Failed(String sentence) implements Trial {}
}
