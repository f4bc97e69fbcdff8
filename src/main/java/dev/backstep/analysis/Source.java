package dev.backstep.analysis;

/** How a marker is known, the most trusted first; what replaying a script shows belongs between the two. */
public enum Source {
    /** Its author says so in the script's header. */
    DECLARED,
    /** The SQL says so by the rule table. */
    READ
}
