package dev.backstep.ui.rollback;

import dev.backstep.rollback.rehearsal.Rehearsal;

/** What the page of the rehearsal shows. */
sealed interface RehearseState {

    /** The ways are being looked at. */
    record Looking() implements RehearseState {}

    /** A rehearsal can be started. */
    record Ready() implements RehearseState {}

    /**
     * One is under way.
     *
     * @param words what it does now
     * @param done how much of that, from 0 to 1; negative where nobody knows
     */
    record Going(String words, double done) implements RehearseState {}

    /** It has ended. */
    record Ended(Rehearsal rehearsal) implements RehearseState {}

    /** The ways could not be looked at, or Backstep made a mistake. */
    record Failed(String sentence) implements RehearseState {}
}
