package dev.backstep.tool;

/** Whose SQL a tool's migrations are to be read as, where its files have more than one. */
public enum Dialect {
    POSTGRESQL,
    SQLITE
}
