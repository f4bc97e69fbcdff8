package dev.backstep.rollback.rehearsal;

/** What a rehearsal's copy is made from; the most like the live database first. */
public enum Way {
    /** The database itself, on its own server: schema and rows. */
    TEMPLATE,
    /** A copy of the SQLite file: schema and rows. */
    FILE,
    /** Its schema as {@code pg_dump} reads it, on a throwaway server: whatever was made by hand too, without rows. */
    SCHEMA,
    /** Its up scripts, on a throwaway server: what the scripts make, without rows. */
    REPLAY
}
