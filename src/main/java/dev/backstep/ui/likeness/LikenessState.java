package dev.backstep.ui.likeness;

import dev.backstep.likeness.Answer;

/** How far finding out is. */
public sealed interface LikenessState {

    /**
     * It is under way.
     *
     * @param words how far, in words
     * @param share how much of the scripts has run; below 0 where that is not known yet
     */
    record Running(String words, double share) implements LikenessState {}

    /** There is an answer. */
    record Answered(Answer answer) implements LikenessState {}

    /** There is none; the sentence says why. */
    record Failed(String sentence) implements LikenessState {}
}
