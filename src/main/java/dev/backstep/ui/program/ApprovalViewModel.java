package dev.backstep.ui.program;

import dev.backstep.model.Environment;
import dev.backstep.rollback.program.ProgramDesk;
import dev.backstep.rollback.program.ProgramPlan;
import dev.backstep.rollback.program.Remembered;
import dev.backstep.rollback.saved.Unsaved;
import dev.backstep.text.Text;
import dev.backstep.ui.common.TaskExecutor;
import dev.backstep.ui.rollback.LiveChecks;
import dev.backstep.ui.rollback.SaveViewModel;
import dev.backstep.ui.rollback.TypedConfirmation;
import java.time.InstantSource;
import java.time.ZoneId;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/** Says whether the command may run now: live checks, what is saved, and the database's name typed by a person. */
final class ApprovalViewModel {

    private final ProgramDesk desk;
    private final SaveViewModel saves;
    private final ReadOnlyObjectWrapper<@Nullable ProgramPlan> plan = new ReadOnlyObjectWrapper<>();
    private final LiveChecks checks;
    private final TypedConfirmation typed;
    private final BooleanProperty unrehearsed = new SimpleBooleanProperty();
    private final BooleanBinding ready;

    ApprovalViewModel(ProgramDesk desk, TaskExecutor tasks, InstantSource clock, @Nullable Environment marked) {
        this.desk = desk;
        checks = new LiveChecks(tasks, clock, ZoneId.systemDefault());
        typed = new TypedConfirmation(marked);
        saves = new SaveViewModel(desk.folderForSaves(), tasks);
        ready = Bindings.createBooleanBinding(
                () -> obstacle().isEmpty(),
                plan,
                checks.checks(),
                checks.checkedProperty(),
                typed.nameProperty(),
                typed.hostProperty(),
                unrehearsed,
                saves.stateProperty(),
                saves.lookedProperty(),
                saves.placeProperty());
    }

    /** Shows a command: what was typed is forgotten, and the checks are made anew. */
    void show(ProgramPlan shown) {
        checks.of(() -> desk.check(shown));
        typed.ask(shown.database());
        plan.set(shown);
        unrehearsed.set(false);
        saves.show(() -> new SaveViewModel.State(
                desk.salvage(shown),
                "",
                desk.dumpProblem().map(Unsaved::sentence).orElse("")));
        checks.check();
    }

    ReadOnlyObjectProperty<@Nullable ProgramPlan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    SaveViewModel saves() {
        return saves;
    }

    LiveChecks checks() {
        return checks;
    }

    TypedConfirmation typed() {
        return typed;
    }

    /** Whether this very command was rehearsed, and ran to its end there. */
    boolean rehearsed() {
        ProgramPlan shown = plan.get();
        return shown != null && desk.rehearsed(shown).filter(Remembered::good).isPresent();
    }

    /** Whether the person wants it without that. */
    BooleanProperty unrehearsedProperty() {
        return unrehearsed;
    }

    BooleanBinding readyProperty() {
        return ready;
    }

    /** The page is no longer shown. */
    void leave() {
        checks.leave();
        saves.leave();
    }

    /** Why the command may not run now; empty when it may. */
    String obstacle() {
        String unchecked = checks.obstacle();
        if (!unchecked.isEmpty()) {
            return unchecked;
        }
        if (!rehearsed() && !unrehearsed.get()) {
            return Text.of("program.confirm.notRehearsed");
        }
        String unsaved = saves.obstacle();
        return unsaved.isEmpty() ? typed.obstacle() : unsaved;
    }
}
