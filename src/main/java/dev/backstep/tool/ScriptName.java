package dev.backstep.tool;

import dev.backstep.model.Version;

/**
 * A migration file's name, taken apart.
 *
 * @param version its version
 * @param title what stands between version and direction
 * @param direction which way it goes
 */
public record ScriptName(Version version, String title, Direction direction) {

    /** Which way a script goes. */
    public enum Direction {
        UP,
        DOWN
    }
}
