package dev.backstep.rollback.run;

import dev.backstep.model.History;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.tool.MigrationTool;
import java.util.List;

/** What records a plan's step in the tool's history; a run sends it, and an export prints it. */
public final class Recording {

    private Recording() {}

    /** The statements, for the transaction of the step; {@code before} is the history before it. */
    public static List<String> of(MigrationTool tool, Plan plan, Step step, History before) {
        return switch (plan.purpose()) {
            case MIGRATE -> tool.recording(before, step.migration(), step.leavesAt());
            case REPAIR -> tool.recordingRepaired(before, step.migration(), step.leavesAt());
            case RESET -> tool.recordingNothing(before);
            case LOAD -> List.of();
        };
    }
}
