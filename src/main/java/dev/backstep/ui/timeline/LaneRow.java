package dev.backstep.ui.timeline;

import java.util.List;

/**
 * What the lanes look like in one row.
 *
 * @param database the database's line
 * @param checkout the checkout's line
 * @param shared the line of both, between the two
 * @param databaseBends whether the database's line comes from above and bends into the shared one
 * @param checkoutBends whether the checkout's line does
 * @param dots the migrations
 * @param ring whether a ring marks the common ancestor
 */
record LaneRow(
        Stretch database,
        Stretch checkout,
        Stretch shared,
        boolean databaseBends,
        boolean checkoutBends,
        List<Dot> dots,
        boolean ring) {

    LaneRow {
        dots = List.copyOf(dots);
    }

    /** The same dots without any line. */
    LaneRow alone() {
        return new LaneRow(Stretch.NONE, Stretch.NONE, Stretch.NONE, false, false, dots, ring);
    }

    /** How far a line goes through a row. */
    enum Stretch {
        NONE,
        UPPER,
        LOWER,
        WHOLE;

        static Stretch of(boolean upper, boolean lower) {
            if (upper) {
                return lower ? WHOLE : UPPER;
            }
            return lower ? LOWER : NONE;
        }

        boolean upper() {
            return this == UPPER || this == WHOLE;
        }

        boolean lower() {
            return this == LOWER || this == WHOLE;
        }
    }

    /** Where a dot stands. */
    enum Place {
        DATABASE,
        SHARED,
        CHECKOUT
    }

    /** A migration: filled when it is applied, hollow when it is pending. */
    record Dot(Place place, boolean filled) {}
}
