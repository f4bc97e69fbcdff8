package dev.backstep.rollback.preflight;

/**
 * One thing looked at before a run.
 *
 * @param id names the check, such as {@code history}, {@code scripts}, {@code lock}, {@code sessions}
 * @param state whether it stands in the way
 * @param sentence what is so and, where it stands in the way, what to do
 * @param detail a short fact beside it, such as where the scripts are or the lock's name; may be empty
 */
public record Check(String id, State state, String sentence, String detail) {

    /** Whether a check stands in the way. */
    public enum State {
        OK,
        /** The person should look at it; it does not stop the run. */
        ASKS,
        /** The run cannot start. */
        STOPS
    }
}
