package dev.backstep.ui.rollback;

import dev.backstep.model.Environment;
import dev.backstep.rollback.RollbackDesk;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.saved.Unsaved;
import dev.backstep.text.Text;
import dev.backstep.ui.common.TaskExecutor;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Says whether the plan may run now: live checks, limits, and the database's name typed by a person. */
final class ConfirmViewModel {

    private final RollbackDesk desk;
    private final LimitsViewModel limits = new LimitsViewModel();
    private final SaveViewModel saves;
    private final ReadOnlyObjectWrapper<@Nullable Plan> plan = new ReadOnlyObjectWrapper<>();
    private final LiveChecks checks;
    private final TypedConfirmation typed;
    private final BooleanBinding ready;

    /** @param marked what the database is for; null to go by its names */
    ConfirmViewModel(
            RollbackDesk desk, TaskExecutor tasks, InstantSource clock, ZoneId zone, @Nullable Environment marked) {
        this.desk = desk;
        checks = new LiveChecks(tasks, clock, zone);
        typed = new TypedConfirmation(marked);
        saves = new SaveViewModel(desk.folderForSaves(), tasks);
        ready = Bindings.createBooleanBinding(
                () -> obstacle().isEmpty(),
                plan,
                checks.checks(),
                checks.checkedProperty(),
                typed.nameProperty(),
                typed.hostProperty(),
                limits.validProperty(),
                saves.stateProperty(),
                saves.lookedProperty(),
                saves.placeProperty());
    }

    /** One more check, of what is known without asking the database. */
    void alsoCheck(Function<Plan, Check> check) {
        checks.complete(answer -> {
            List<Check> all = new ArrayList<>(answer);
            int place = 1 + all.stream().map(Check::id).toList().indexOf("scripts");
            all.add(place, check.apply(shownPlan()));
            return all;
        });
    }

    /** Shows a plan: what was typed is forgotten, and the checks are made anew. */
    void show(Plan shown) {
        checks.of(() -> desk.check(shown));
        typed.ask(shown.database());
        plan.set(shown);
        saves.show(() -> new SaveViewModel.State(
                desk.salvage(shown),
                "",
                desk.dumpProblem().map(Unsaved::sentence).orElse("")));
        checks.check();
    }

    /** Whether the run keeps a copy of everything, and has no locks to wait for but the file's own. */
    boolean keepsAll() {
        return desk.keepsAll();
    }

    private Plan shownPlan() {
        return Objects.requireNonNull(plan.get(), "no plan is shown");
    }

    ReadOnlyObjectProperty<@Nullable Plan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    LimitsViewModel limits() {
        return limits;
    }

    /** What becomes of the data that is lost. */
    SaveViewModel saves() {
        return saves;
    }

    LiveChecks checks() {
        return checks;
    }

    TypedConfirmation typed() {
        return typed;
    }

    /** Whether the plan may be run now. */
    BooleanBinding readyProperty() {
        return ready;
    }

    /** The page is no longer shown. */
    void leave() {
        checks.leave();
        saves.leave();
    }

    /** Why the plan may not be run now, in a sentence; empty when it may. */
    String obstacle() {
        Plan shown = plan.get();
        if (shown == null || !shown.runnable()) {
            return Text.of("rollback.confirm.blocked");
        }
        String unchecked = checks.obstacle();
        if (!unchecked.isEmpty()) {
            return unchecked;
        }
        if (!limits.validProperty().get()) {
            return Text.of("rollback.confirm.limits");
        }
        String unsaved = saves.obstacle();
        return unsaved.isEmpty() ? typed.obstacle() : unsaved;
    }
}
