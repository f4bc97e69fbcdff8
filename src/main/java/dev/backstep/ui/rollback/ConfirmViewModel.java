package dev.backstep.ui.rollback;

import dev.backstep.model.Environment;
import dev.backstep.rollback.RollbackDesk;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.saved.Unsaved;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** Says whether the plan may run now: live checks, limits, and the database's name typed by a person. */
final class ConfirmViewModel implements Checking, Typing {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final RollbackDesk desk;
    private final TaskExecutor tasks;
    private final InstantSource clock;
    private final ZoneId zone;
    private final LimitsViewModel limits = new LimitsViewModel();
    private final SaveViewModel saves;
    private final ReadOnlyObjectWrapper<@Nullable Plan> plan = new ReadOnlyObjectWrapper<>();
    private final ObservableList<Check> checks = FXCollections.observableArrayList();
    private final ObservableList<Check> shownChecks = FXCollections.unmodifiableObservableList(checks);
    private final ReadOnlyBooleanWrapper checking = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper checkStatus = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper checked = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper typed = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper typedHost = new ReadOnlyStringWrapper("");
    private final @Nullable Environment marked;
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private final BooleanBinding ready;
    private TaskExecutor.@Nullable Running running;
    private @Nullable Function<Plan, Check> also;

    /** @param marked what the database is for; null to go by its names */
    ConfirmViewModel(
            RollbackDesk desk, TaskExecutor tasks, InstantSource clock, ZoneId zone, @Nullable Environment marked) {
        this.marked = marked;
        this.desk = desk;
        this.tasks = tasks;
        this.clock = clock;
        this.zone = zone;
        saves = new SaveViewModel(desk.folderForSaves(), tasks);
        ready = Bindings.createBooleanBinding(
                () -> obstacle().isEmpty(),
                plan,
                checks,
                checked,
                typed,
                typedHost,
                limits.validProperty(),
                saves.stateProperty(),
                saves.lookedProperty(),
                saves.placeProperty());
    }

    /** One more check, of what is known without asking the database. */
    void alsoCheck(Function<Plan, Check> check) {
        also = check;
    }

    /** Shows a plan: what was typed is forgotten, and the checks are made anew. */
    void show(Plan shown) {
        plan.set(shown);
        checks.clear();
        checked.set(false);
        checkStatus.set("");
        typed.set("");
        typedHost.set("");
        hint.set("");
        saves.show(() -> new SaveViewModel.State(
                desk.salvage(shown),
                "",
                desk.dumpProblem().map(Unsaved::sentence).orElse("")));
        check();
    }

    /** What the plan's database is for. */
    Environment environment() {
        return marked == null ? Environment.guess(host(), shownPlan().database().database()) : marked;
    }

    /** Whether the host is to be typed, too. */
    boolean asksHost() {
        return environment() == Environment.PRODUCTION && !host().isEmpty();
    }

    /** The host as it is to be typed, without its port; of a file nothing. */
    String host() {
        String server = shownPlan().database().server();
        if (!server.matches("(?s).*:[0-9]+")) {
            return "";
        }
        String host = server.substring(0, server.lastIndexOf(':'));
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
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

    @Override
    public ObservableList<Check> checks() {
        return shownChecks;
    }

    @Override
    public ReadOnlyBooleanProperty checkingProperty() {
        return checking.getReadOnlyProperty();
    }

    /** When the checks were made, or why they could not be. */
    @Override
    public ReadOnlyStringProperty checkStatusProperty() {
        return checkStatus.getReadOnlyProperty();
    }

    /** Whether the last checks could not be made. */
    @Override
    public boolean checksFailed() {
        return !checked.get() && !checking.get() && !checkStatus.get().isEmpty();
    }

    ReadOnlyStringProperty typedProperty() {
        return typed.getReadOnlyProperty();
    }

    /** A friendly word about what was tried in the field; empty when there is none. */
    ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }

    /** Whether the plan may be run now. */
    BooleanBinding readyProperty() {
        return ready;
    }

    /** Makes the checks, unless they are being made; what is shown stays until the new answer is there. */
    @Override
    public void check() {
        Plan shown = plan.get();
        if (shown == null || checking.get()) {
            return;
        }
        checking.set(true);
        running = tasks.run(() -> desk.check(shown), this::answered, this::failed);
    }

    /** Stops waiting for checks under way; the page is no longer shown. */
    void leave() {
        if (running != null) {
            running.cancel();
        }
        saves.leave();
        checking.set(false);
    }

    /** Whether the field may take a change that puts in {@code inserted}; says so when it is not typing. */
    @Override
    public boolean takes(String inserted, boolean composed) {
        boolean typing = TypedName.isTyping(inserted, composed);
        if (!typing) {
            refusePaste();
        }
        return typing;
    }

    /** Hears what is in the field now. */
    void type(String text) {
        hint.set("");
        typed.set(text);
    }

    ReadOnlyStringProperty typedHostProperty() {
        return typedHost.getReadOnlyProperty();
    }

    /** Hears what is in the field for the host now. */
    void typeHost(String text) {
        hint.set("");
        typedHost.set(text);
    }

    /** Says that pasting is not typing. */
    @Override
    public void refusePaste() {
        hint.set(Text.of("rollback.confirm.noPaste"));
    }

    /** Why the plan may not be run now, in a sentence; empty when it may. */
    String obstacle() {
        Plan shown = plan.get();
        if (shown == null || !shown.runnable()) {
            return Text.of("rollback.confirm.blocked");
        }
        if (!checked.get()) {
            return Text.of("rollback.confirm.unchecked");
        }
        if (checks.stream().anyMatch(check -> check.state() == Check.State.STOPS)) {
            return Text.of("rollback.confirm.stopped");
        }
        if (!limits.validProperty().get()) {
            return Text.of("rollback.confirm.limits");
        }
        String unsaved = saves.obstacle();
        if (!unsaved.isEmpty()) {
            return unsaved;
        }
        if (!TypedName.matches(shown.database().database(), typed.get())) {
            return Text.of("rollback.confirm.unnamed");
        }
        boolean hosted = !asksHost() || TypedName.matches(host(), typedHost.get());
        return hosted ? "" : Text.of("rollback.confirm.unhosted");
    }

    private void answered(List<Check> answer) {
        List<Check> all = new ArrayList<>(answer);
        if (also != null) {
            int place = 1 + all.stream().map(Check::id).toList().indexOf("scripts");
            all.add(place, also.apply(shownPlan()));
        }
        checks.setAll(all);
        checked.set(true);
        checkStatus.set(Text.of(
                "rollback.confirm.checkedAt", TIME.format(clock.instant().atZone(zone))));
        checking.set(false);
    }

    private void failed(Exception cause) {
        checked.set(false);
        Problem problem = Problem.of(Text.of("rollback.confirm.checksFailed"), cause);
        checkStatus.set(problem.title() + ": " + problem.sentence());
        checking.set(false);
    }
}
