package dev.backstep.analysis;

import dev.backstep.model.Marker;

/**
 * What a migration's author declares.
 *
 * @param origin where
 * @param marker compatible or breaking; unknown where the place has a mark for compatible ones, and this has none
 * @param reason the author's words; empty where there are none
 */
public record Declared(Origin origin, Marker marker, String reason) {

    /** Where it is declared, the most trusted first. */
    public enum Origin {
        /** In the migration's row of the history table: what older builds go by. */
        ROW,
        /** In the migration's file, to its tool. */
        FILE,
        /** In the script's header, to Backstep. */
        HEADER
    }
}
