package dev.backstep.ui.program;

import dev.backstep.model.Environment;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.program.ProgramDesk;
import dev.backstep.rollback.program.ProgramPlan;
import dev.backstep.rollback.program.Remembered;
import dev.backstep.rollback.saved.Unsaved;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import dev.backstep.ui.rollback.Checking;
import dev.backstep.ui.rollback.SaveViewModel;
import dev.backstep.ui.rollback.TypedName;
import dev.backstep.ui.rollback.Typing;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** Says whether the command may run now: live checks, what is saved, and the database's name typed by a person. */
final class ApprovalViewModel implements Checking, Typing {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final ProgramDesk desk;
    private final TaskExecutor tasks;
    private final InstantSource clock;
    private final SaveViewModel saves;
    private final @Nullable Environment marked;
    private final ReadOnlyObjectWrapper<@Nullable ProgramPlan> plan = new ReadOnlyObjectWrapper<>();
    private final ObservableList<Check> checks = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper checking = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper checked = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper host = new ReadOnlyStringWrapper("");
    private final BooleanProperty unrehearsed = new SimpleBooleanProperty();
    private final BooleanBinding ready;
    private TaskExecutor.@Nullable Running running;

    ApprovalViewModel(ProgramDesk desk, TaskExecutor tasks, InstantSource clock, @Nullable Environment marked) {
        this.desk = desk;
        this.tasks = tasks;
        this.clock = clock;
        this.marked = marked;
        saves = new SaveViewModel(desk.folderForSaves(), tasks);
        ready = Bindings.createBooleanBinding(
                () -> obstacle().isEmpty(),
                plan,
                checks,
                checked,
                name,
                host,
                unrehearsed,
                saves.stateProperty(),
                saves.lookedProperty(),
                saves.placeProperty());
    }

    /** Shows a command: what was typed is forgotten, and the checks are made anew. */
    void show(ProgramPlan shown) {
        plan.set(shown);
        checks.clear();
        checked.set(false);
        status.set("");
        name.set("");
        host.set("");
        hint.set("");
        unrehearsed.set(false);
        saves.show(() -> new SaveViewModel.State(
                desk.salvage(shown),
                "",
                desk.dumpProblem().map(Unsaved::sentence).orElse("")));
        check();
    }

    ReadOnlyObjectProperty<@Nullable ProgramPlan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    SaveViewModel saves() {
        return saves;
    }

    Environment environment() {
        ProgramPlan shown = Objects.requireNonNull(plan.get());
        return marked == null ? Environment.guess(hostName(), shown.database().database()) : marked;
    }

    boolean asksHost() {
        return environment() == Environment.PRODUCTION;
    }

    /** The host as it is to be typed, without its port. */
    String hostName() {
        String server = Objects.requireNonNull(plan.get()).database().server();
        String named = server.substring(0, server.lastIndexOf(':'));
        return named.startsWith("[") ? named.substring(1, named.length() - 1) : named;
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

    ReadOnlyStringProperty nameProperty() {
        return name.getReadOnlyProperty();
    }

    ReadOnlyStringProperty hostProperty() {
        return host.getReadOnlyProperty();
    }

    void typeName(String text) {
        hint.set("");
        name.set(text);
    }

    void typeHost(String text) {
        hint.set("");
        host.set(text);
    }

    ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }

    BooleanBinding readyProperty() {
        return ready;
    }

    @Override
    public ObservableList<Check> checks() {
        return checks;
    }

    @Override
    public ReadOnlyBooleanProperty checkingProperty() {
        return checking.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyStringProperty checkStatusProperty() {
        return status.getReadOnlyProperty();
    }

    @Override
    public boolean checksFailed() {
        return !checked.get() && !checking.get() && !status.get().isEmpty();
    }

    @Override
    public void check() {
        ProgramPlan shown = plan.get();
        if (shown == null || checking.get()) {
            return;
        }
        checking.set(true);
        running = tasks.run(() -> desk.check(shown), this::answered, this::failed);
    }

    private void answered(List<Check> answer) {
        checks.setAll(answer);
        checked.set(true);
        status.set(Text.of(
                "rollback.confirm.checkedAt", TIME.format(clock.instant().atZone(ZoneId.systemDefault()))));
        checking.set(false);
    }

    private void failed(Exception cause) {
        checked.set(false);
        Problem problem = Problem.of(Text.of("rollback.confirm.checksFailed"), cause);
        status.set(problem.title() + ": " + problem.sentence());
        checking.set(false);
    }

    /** The page is no longer shown. */
    void leave() {
        if (running != null) {
            running.cancel();
        }
        saves.leave();
        checking.set(false);
    }

    @Override
    public boolean takes(String inserted, boolean composed) {
        boolean typing = TypedName.isTyping(inserted, composed);
        if (!typing) {
            refusePaste();
        }
        return typing;
    }

    @Override
    public void refusePaste() {
        hint.set(Text.of("rollback.confirm.noPaste"));
    }

    /** Why the command may not run now; empty when it may. */
    String obstacle() {
        ProgramPlan shown = plan.get();
        if (shown == null || !checked.get()) {
            return Text.of("rollback.confirm.unchecked");
        }
        if (checks.stream().anyMatch(check -> check.state() == Check.State.STOPS)) {
            return Text.of("rollback.confirm.stopped");
        }
        if (!rehearsed() && !unrehearsed.get()) {
            return Text.of("program.confirm.notRehearsed");
        }
        String unsaved = saves.obstacle();
        if (!unsaved.isEmpty()) {
            return unsaved;
        }
        if (!TypedName.matches(shown.database().database(), name.get())) {
            return Text.of("rollback.confirm.unnamed");
        }
        boolean hosted = !asksHost() || TypedName.matches(hostName(), host.get());
        return hosted ? "" : Text.of("rollback.confirm.unhosted");
    }
}
