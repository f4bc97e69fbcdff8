package dev.backstep.analysis;

/** How a marker is known, the most trusted first. */
public enum Source {
    /** Its author says so in the script's header. */
    DECLARED,
    /** Replaying it on a throwaway server showed what it does. */
    OBSERVED,
    /** The SQL says so by the rule table. */
    READ
}
