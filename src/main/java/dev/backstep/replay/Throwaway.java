package dev.backstep.replay;

import dev.backstep.database.Database;
import dev.backstep.model.BackstepException;
import org.jspecify.annotations.Nullable;

/**
 * An empty database on the throwaway server, for whoever opened it until it is closed, by the same thread; meanwhile nobody
 * else uses the server. What runs there runs without rights on its server. Closing it removes it, and the roles it made.
 */
public final class Throwaway implements Supervised, AutoCloseable {

    private final LiveReplayDesk.Turn turn;
    private final ReplayDatabase replayed;
    private final Database database;

    Throwaway(LiveReplayDesk.Turn turn, ReplayDatabase empty) throws BackstepException {
        this.turn = turn;
        this.replayed = empty;
        this.database = empty.open();
    }

    /** Closed with this. */
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
        try (turn) {
            database.close();
        }
    }
}
