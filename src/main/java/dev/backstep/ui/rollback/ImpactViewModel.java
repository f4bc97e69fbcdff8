package dev.backstep.ui.rollback;

import dev.backstep.rollback.RollbackDesk;
import dev.backstep.rollback.export.CostText;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Asks the database what the shown plan costs; the plan is seen meanwhile, the numbers follow. */
final class ImpactViewModel {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    /**
     * What is known now.
     *
     * @param plan the plan it is about; null while there is none
     * @param impact what was read last; nothing, where nothing was yet
     * @param status whether numbers are being read, when they were, or why they could not be
     */
    record State(@Nullable Plan plan, Impact impact, String status) {

        /** What the plan costs, with numbers where they are known. */
        String cost() {
            return plan == null ? "" : (CostText.losses(plan) + " " + CostText.amounts(plan, impact)).strip();
        }
    }

    private final RollbackDesk desk;
    private final TaskExecutor tasks;
    private final ZoneId zone;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State(null, Impact.UNREAD, ""));
    private TaskExecutor.@Nullable Running running;

    ImpactViewModel(RollbackDesk desk, TaskExecutor tasks, ZoneId zone) {
        this.desk = desk;
        this.tasks = tasks;
        this.zone = zone;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** What was read last about the shown plan. */
    Impact impact() {
        return state.get().impact();
    }

    /** Reads the numbers for a plan; those of the same plan stay to be seen meanwhile. */
    void show(Plan plan) {
        leave();
        Impact known = plan.equals(state.get().plan()) ? state.get().impact() : Impact.UNREAD;
        state.set(new State(plan, known, Text.of("rollback.impact.counting", Impact.LIMIT.toSeconds())));
        running = tasks.run(
                () -> desk.impact(plan),
                impact -> state.set(new State(plan, impact, counted(impact))),
                failure -> state.set(new State(plan, Impact.UNREAD, failed(failure))));
    }

    /** Stops waiting; what is shown stays. */
    void leave() {
        if (running != null) {
            running.cancel();
            running = null;
        }
    }

    private String counted(Impact impact) {
        Instant at = impact.readAt();
        return at == null ? "" : Text.of("rollback.impact.counted", TIME.format(at.atZone(zone)));
    }

    private static String failed(Exception failure) {
        return Text.of(
                "rollback.impact.failed",
                Problem.of(Text.of("rollback.impact.failedTitle"), failure).sentence());
    }
}
