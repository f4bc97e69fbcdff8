package dev.backstep.ui.rollback;

import dev.backstep.rollback.plan.Plan;
import dev.backstep.text.Text;

/** What a person is led through; only going back begins with the choice of a target. */
public enum Aim {
    ROLL_BACK("rollback.window.title"),
    /** To what the checkout has. */
    MOVE("rollback.window.moveTitle"),
    /** Puts back what an earlier run took. */
    PUT_BACK("rollback.window.undoTitle"),
    /** Mends a dirty mark. */
    REPAIR("rollback.window.repairTitle"),
    /** Drops everything. */
    RESET("rollback.window.resetTitle");

    private final String title;

    Aim(String title) {
        this.title = title;
    }

    /** The window's title. */
    String title() {
        return Text.of(title);
    }

    /** Whether the plan follows from the timeline, so that it changes when that is read again. */
    boolean followsTimeline() {
        return this == ROLL_BACK || this == MOVE;
    }

    /** What running {@code plan} does, as its button says. */
    String action(Plan plan) {
        int steps = plan.steps().size();
        return switch (plan.purpose()) {
            case RESET -> Text.of("rollback.action.reset");
            case LOAD -> Text.of("rollback.action.load");
            case REPAIR -> Text.of("rollback.action.repair");
            case MIGRATE -> {
                if (this == PUT_BACK) {
                    yield Text.of("rollback.action.putBack", steps);
                }
                if (plan.moves()) {
                    yield Text.of("rollback.action.move", plan.back(), steps - plan.back());
                }
                yield Text.of(plan.forward() ? "rollback.action.apply" : "rollback.action.run", steps);
            }
        };
    }
}
