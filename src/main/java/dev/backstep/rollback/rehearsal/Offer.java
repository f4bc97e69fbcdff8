package dev.backstep.rollback.rehearsal;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A way to rehearse, and whether it can be gone now.
 *
 * @param way the way
 * @param obstacles why not, a sentence each; null when it can be gone
 * @param bytes the room that a copy takes, on the live server or, of a file, on this computer; 0 where it takes none
 * @param free the room that is free there; empty where nobody can know
 * @param leftOut extensions that the copy will not have, and that nothing in it uses
 */
public record Offer(Way way, @Nullable String obstacles, long bytes, OptionalLong free, List<String> leftOut) {

    public Offer {
        leftOut = List.copyOf(leftOut);
    }

    /** A way that takes no room on the live server. */
    static Offer of(Way way, List<String> obstacles, List<String> leftOut) {
        return new Offer(way, joined(obstacles), 0, OptionalLong.empty(), leftOut);
    }

    static @Nullable String joined(List<String> obstacles) {
        return obstacles.isEmpty() ? null : String.join(" ", obstacles);
    }

    public boolean possible() {
        return obstacles == null;
    }

    /** Whether it takes room on the live server, so that a person must agree first. */
    public boolean takesRoom() {
        return way == Way.TEMPLATE && bytes > 0;
    }
}
