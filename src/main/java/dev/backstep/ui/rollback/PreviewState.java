package dev.backstep.ui.rollback;

import dev.backstep.rollback.plan.Plan;

/** What the preview has to show. */
sealed interface PreviewState {

    /** The plan is being made. */
    record Loading() implements PreviewState {}

    /** No plan could be made; the reason is a sentence. */
    record Failed(String reason) implements PreviewState {}

    /** The plan is made. */
    record Ready(Plan plan) implements PreviewState {}
}
