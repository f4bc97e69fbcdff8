package dev.backstep.replay;

import dev.backstep.database.Database;
import dev.backstep.model.BackstepException;
import org.jspecify.annotations.Nullable;

/** A database of the throwaway server while it is lent out: what runs there runs without rights on its server. */
abstract sealed class LentDatabase implements Supervised, AutoCloseable permits Stage, Throwaway {

    private final ReplayDatabase replayed;
    private final Database database;

    LentDatabase(ReplayDatabase replayed) throws BackstepException {
        this.replayed = replayed;
        this.database = replayed.open();
    }

    /** Open until this is closed. */
    public Database database() {
        return database;
    }

    @Override
    public void watch(Runnable cancel) {
        replayed.watch(cancel);
    }

    @Override
    public @Nullable String watched() {
        return replayed.watched();
    }

    @Override
    public boolean cancelRequested() {
        return replayed.cancelRequested();
    }

    @Override
    public void close() throws BackstepException {
        database.close();
    }
}
