package dev.backstep.sql.parse;

/** How much work may go into reading one script; counted, not timed, so that the same text always reads the same. */
public final class Budget {

    private static final long LOOKS_PER_SCRIPT = 4_000_000;
    private long left = LOOKS_PER_SCRIPT;

    /** Takes one unit, a look at one token. */
    void spend() {
        if (--left < 0) {
            throw new Spent();
        }
    }

    boolean spent() {
        return left < 0;
    }

    /** Ends a parse whose work would not end soon. */
    static final class Spent extends RuntimeException {
        Spent() {
            super("the work budget of a script is spent", null, false, false);
        }
    }
}
