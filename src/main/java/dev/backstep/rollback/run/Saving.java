package dev.backstep.rollback.run;

/**
 * How far the saving of data has come.
 *
 * @param phase what is done now
 * @param name the table or file it is about
 * @param part which of the parts, from 0
 * @param parts how many there are
 * @param rows how many rows of this part are done
 * @param expected about how many it has; -1 where nobody knows
 */
public record Saving(Phase phase, String name, int part, int parts, long rows, long expected) {

    /** What is done. */
    public enum Phase {
        DUMPING,
        LOCKING,
        WRITING,
        CHECKING,
        /** Saved data is put back. */
        LOADING
    }
}
