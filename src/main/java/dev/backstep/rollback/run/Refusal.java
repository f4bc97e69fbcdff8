package dev.backstep.rollback.run;

import dev.backstep.model.AppliedRecord;
import dev.backstep.model.History;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Fingerprint;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.text.Text;
import dev.backstep.tool.MigrationTool;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks a plan over before anything is asked of the database: some plans must not run whatever it says. */
public final class Refusal {

    private Refusal() {}

    /** Why the plan cannot run; null when it can. */
    public static @Nullable String of(Plan plan, MigrationTool tool) {
        if (!plan.history().table().tool().equals(tool.name())) {
            return Text.of("run.refused.tool", plan.history().table().tool());
        }
        if (plan.history().dirty() && (plan.migrates() || plan.purpose() == Plan.Purpose.LOAD)) {
            return Text.of("run.refused.dirty");
        }
        if (!plan.runnable()) {
            return Text.of("run.refused.blocked");
        }
        if (!Fingerprint.of(plan, plan.database(), plan.history()).equals(plan.fingerprint())) {
            return Text.of("run.refused.altered");
        }
        if (plan.moves() && !plan.oneTransaction()) {
            return Text.of("run.refused.move");
        }
        if (!(plan.migrates() ? isInOrder(plan) : isOneStep(plan))) {
            return Text.of("run.refused.order");
        }
        return plan.steps().stream().anyMatch(Refusal::holdsZero) ? Text.of("run.refused.zero") : null;
    }

    private static boolean isOneStep(Plan plan) {
        return plan.steps().size() == 1
                && Objects.equals(plan.steps().getFirst().leavesAt(), plan.target())
                && switch (plan.purpose()) {
                    case REPAIR -> plan.history().dirty();
                    case RESET -> true;
                    case LOAD -> Objects.equals(plan.target(), plan.history().current());
                    case MIGRATE -> false;
                };
    }

    /** From the database's version to the target, each step leaving where the next one starts; forth only after back. */
    private static boolean isInOrder(Plan plan) {
        Version at = plan.history().current();
        boolean rows = plan.history().complete();
        boolean turned = false;
        History history = plan.history();
        for (Step step : plan.steps()) {
            turned |= step.forth();
            if (turned) {
                if (!step.forth() || !goesOn(history, step.migration().version())) {
                    return false;
                }
                history = step.after(history);
                at = step.leavesAt();
                continue;
            }
            if (!step.migration().version().equals(at)) {
                return false;
            }
            history = step.after(history);
            Version next = step.leavesAt();
            if (rows
                    ? !follows(plan.history(), step)
                    : next != null && next.compareTo(step.migration().version()) >= 0) {
                return false;
            }
            at = next;
        }
        return Objects.equals(at, plan.target());
    }

    /** What is applied must stand above what is: a position says so, and rows must not have it. */
    private static boolean goesOn(History history, Version made) {
        Version at = history.current();
        boolean there =
                history.records().stream().anyMatch(record -> record.version().equals(made));
        return history.complete() ? !there : at == null || made.compareTo(at) > 0;
    }

    /** Where each migration has a row, the rows say what was applied before it. */
    private static boolean follows(History history, Step step) {
        List<Version> applied = history.records().stream()
                .map(AppliedRecord::version)
                .filter(version -> !version.isRepeatable())
                .toList();
        int below = applied.indexOf(step.migration().version()) + 1;
        return below > 0 && Objects.equals(step.leavesAt(), below < applied.size() ? applied.get(below) : null);
    }

    /** A zero character ends a message of the protocol: what stands behind it would not be sent. */
    private static boolean holdsZero(Step step) {
        return step.statements().stream().anyMatch(statement -> statement.indexOf('\0') >= 0);
    }
}
