package dev.backstep.ui.repair;

import dev.backstep.rollback.repair.Diagnosis;

/** How far looking for ways is. */
sealed interface RepairState {

    /**
     * It is under way.
     *
     * @param words how far, in words
     * @param share how much of the scripts has run; below 0 where that is not known yet
     */
    record Running(String words, double share) implements RepairState {}

    /** There is an answer. */
    record Found(Diagnosis diagnosis) implements RepairState {}

    /** There is none; the sentence says why. */
    record Failed(String sentence) implements RepairState {}
}
