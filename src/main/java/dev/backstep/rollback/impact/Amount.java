package dev.backstep.rollback.impact;

/**
 * A number from the database.
 *
 * @param value rows or bytes
 * @param about whether it is the planner's estimate; otherwise it was counted
 */
public record Amount(long value, boolean about) {

    /** The sum; an estimate when one of them is. */
    public Amount plus(Amount other) {
        return new Amount(value + other.value, about || other.about);
    }
}
