package dev.backstep.ui.releases;

import dev.backstep.release.Answer;

/** Which colours an answer's pill has. */
public final class AnswerStyle {

    private AnswerStyle() {}

    /** A style class of pills. */
    public static String of(Answer answer) {
        return switch (answer.kind()) {
            case RUNS -> "good";
            case UNVERIFIED, DIFFERS -> "caution";
            case AFTER_ROLLBACK -> "warn";
            case NO -> "bad";
        };
    }
}
