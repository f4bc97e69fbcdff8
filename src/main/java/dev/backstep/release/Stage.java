package dev.backstep.release;

import java.util.List;

/**
 * One stage of the way to a release: what is undone, and what is deployed then.
 *
 * @param stop the release to deploy once it is undone
 * @param moves one per track that goes back; empty when the database is where the release wants it
 */
public record Stage(Release stop, List<Move> moves) {

    public Stage {
        moves = List.copyOf(moves);
    }
}
