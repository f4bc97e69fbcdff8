package dev.backstep.rollback.repair;

import org.jspecify.annotations.Nullable;

/**
 * What the scripts were seen to make.
 *
 * @param up the marked version's up script; null where it was not replayed, like the others
 * @param down its down script
 * @param upAbove the up script of the version above
 * @param downAbove its down script
 * @param generated what was made to take back the statements that are there
 * @param unlike why nothing was replayed; null where something was
 */
record Reading(
        @Nullable Walk up,
        @Nullable Walk down,
        @Nullable Walk upAbove,
        @Nullable Walk downAbove,
        @Nullable Walk generated,
        @Nullable String unlike) {

    static Reading none(String why) {
        return new Reading(null, null, null, null, null, why);
    }

    Reading with(@Nullable Walk made) {
        return new Reading(up, down, upAbove, downAbove, made, unlike);
    }
}
