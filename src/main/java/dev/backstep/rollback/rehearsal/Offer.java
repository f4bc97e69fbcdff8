package dev.backstep.rollback.rehearsal;

import org.jspecify.annotations.Nullable;

/**
 * A way to rehearse, and whether it can be gone now.
 *
 * @param way the way
 * @param obstacles why not, a sentence each; null when it can be gone
 * @param bytes the room it takes on the live server; 0 where it takes none there
 */
public record Offer(Way way, @Nullable String obstacles, long bytes) {

    public boolean possible() {
        return obstacles == null;
    }
}
