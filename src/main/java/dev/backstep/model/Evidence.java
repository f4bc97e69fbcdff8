package dev.backstep.model;

/** How well it is known which scripts stand behind a version in the database. */
public enum Evidence {
    /** The database itself holds the text that was applied. */
    PROVEN,
    /** Of the contents found, only this one was observed to make the live schema, when each was replayed. */
    OBSERVED,
    /** Every ref that has this version has the same content. */
    FOUND,
    /** The version was found with several contents; the candidates stand side by side. */
    AMBIGUOUS,
    /** No ref has this version. */
    MISSING
}
