package dev.backstep.ui.rollback;

import dev.backstep.rollback.plan.Plan;

/** What the preview has to show. */
sealed interface PreviewState {

    /**
     * The plan is being made.
     *
     * @param again whether one to the same target was shown before, which may stay to be seen meanwhile
     */
    record Loading(boolean again) implements PreviewState {}

    /** No plan could be made; the reason is a sentence. */
    record Failed(String reason) implements PreviewState {}

    /** The plan is made. */
    record Ready(Plan plan) implements PreviewState {}
}
