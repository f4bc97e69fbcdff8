package dev.backstep.model;

/** Whether code of the previous release keeps working on the schema a migration makes. */
public enum Marker {
    COMPATIBLE,
    CONDITIONAL,
    BREAKING,
    /** Not read or not understood; never taken for compatible. */
    UNKNOWN
}
