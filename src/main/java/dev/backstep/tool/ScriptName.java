package dev.backstep.tool;

import dev.backstep.model.Version;

/**
 * A migration file's name, taken apart.
 *
 * @param version its version
 * @param title what the migration is called
 * @param direction which way it goes
 */
public record ScriptName(Version version, String title, Direction direction) {

    /** Which way a file goes. */
    public enum Direction {
        UP,
        DOWN,
        /** One file holds both. */
        BOTH;

        /** Whether the script that undoes may be in the file. */
        public boolean down() {
            return this != UP;
        }
    }
}
