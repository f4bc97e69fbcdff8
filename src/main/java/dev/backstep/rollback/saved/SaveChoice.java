package dev.backstep.rollback.saved;

import java.nio.file.Path;

/** Where a person wants the data to go that a plan takes away. */
public sealed interface SaveChoice {

    /**
     * Into one compressed file in a folder.
     *
     * @param folder is made when it is not there
     * @param withDump whether a full {@code pg_dump} of the database is put beside it
     */
    record ToFolder(Path folder, boolean withDump) implements SaveChoice {}

    /** Into plain tables, in a new schema of the same database. */
    record InSchema() implements SaveChoice {}

    /** Nowhere: it is lost. */
    record Nothing() implements SaveChoice {}
}
