package dev.backstep.rollback.rehearsal;

import dev.backstep.database.Database;
import dev.backstep.model.BackstepException;
import dev.backstep.replay.Supervised;

/** A throwaway copy of a live database. Closing it removes it; after a crash it is found by the next Backstep. */
public interface DatabaseCopy extends AutoCloseable {

    /** The copy; closed with it. */
    Database database();

    /** Sees to it that what runs there ends. */
    Supervised supervision();

    @Override
    void close() throws BackstepException;
}
