package dev.backstep.sql.reverse;

import dev.backstep.sql.Statement;
import java.util.List;

/**
 * A down script that nobody wrote.
 *
 * @param text the script; it is to run only where nothing is irreversible
 * @param irreversible the statements of the up script that no script takes back, in their order
 */
public record GeneratedDown(String text, List<Irreversible> irreversible) {

    public GeneratedDown {
        irreversible = List.copyOf(irreversible);
    }

    /** Whether every statement of the up script is taken back. */
    public boolean whole() {
        return irreversible.isEmpty();
    }

    /**
     * A statement that no generated script takes back.
     *
     * @param statement the statement of the up script
     * @param why why not
     */
    public record Irreversible(Statement statement, Why why) {}

    /** Why a statement is not taken back. */
    public enum Why {
        /** It writes rows into a table that was there before: which rows, and what they were, only a backup knows. */
        ROWS,
        /** It drops what held data, or what is not known whole: only a backup brings it back. */
        DROPPED,
        /** It converts values; the way back may fail or round. */
        CONVERTED,
        /** It adds a label to an enum, which PostgreSQL cannot take away. */
        LABEL,
        /** What was there before it is not known, so it may have made nothing. */
        UNKNOWN_BEFORE,
        /** It was not understood. */
        UNREAD,
        /** There is no rule for its way back. */
        NO_RULE
    }
}
