package dev.backstep.replay;

import dev.backstep.model.BackstepException;

/**
 * An empty database on the throwaway server, for whoever opened it until it is closed, by the same thread; meanwhile nobody
 * else uses the server. What runs there runs without rights on its server. Closing it removes it, and the roles it made.
 */
public final class Throwaway extends LentDatabase {

    private final LiveReplayDesk.Turn turn;

    Throwaway(LiveReplayDesk.Turn turn, ReplayDatabase empty) throws BackstepException {
        super(empty);
        this.turn = turn;
    }

    @Override
    public void close() throws BackstepException {
        try (turn) {
            super.close();
        }
    }
}
