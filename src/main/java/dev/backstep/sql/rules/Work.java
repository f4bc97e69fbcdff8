package dev.backstep.sql.rules;

/** What is done to a table's rows while its lock is held. */
public enum Work {
    NONE,
    /** Every row is read. */
    SCAN,
    /** The whole table is written anew, with its indexes. */
    REWRITE
}
