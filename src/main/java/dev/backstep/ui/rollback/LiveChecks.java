package dev.backstep.ui.rollback;

import dev.backstep.rollback.preflight.Check;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** Checks that are made again and again, as long as a page is shown. */
public final class LiveChecks {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final TaskExecutor tasks;
    private final InstantSource clock;
    private final ZoneId zone;
    private final ObservableList<Check> checks = FXCollections.observableArrayList();
    private final ObservableList<Check> shownChecks = FXCollections.unmodifiableObservableList(checks);
    private final ReadOnlyBooleanWrapper checking = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper checked = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private @Nullable Callable<List<Check>> source;
    private UnaryOperator<List<Check>> completed = answer -> answer;
    private TaskExecutor.@Nullable Running running;

    /** @param zone in which the time of the checks is said */
    public LiveChecks(TaskExecutor tasks, InstantSource clock, ZoneId zone) {
        this.tasks = tasks;
        this.clock = clock;
        this.zone = zone;
    }

    /** What is known without asking the database is put in on the JavaFX thread. */
    void complete(UnaryOperator<List<Check>> with) {
        completed = with;
    }

    /** Forgets what was found and says what is to be checked from now on; nothing is checked yet. */
    public void of(Callable<List<Check>> checksOf) {
        source = checksOf;
        checks.clear();
        checked.set(false);
        status.set("");
    }

    public ObservableList<Check> checks() {
        return shownChecks;
    }

    public ReadOnlyBooleanProperty checkingProperty() {
        return checking.getReadOnlyProperty();
    }

    /** Whether the last checks could be made. */
    public ReadOnlyBooleanProperty checkedProperty() {
        return checked.getReadOnlyProperty();
    }

    /** When the checks were made, or why they could not be. */
    public ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** Whether the last checks could not be made. */
    public boolean failed() {
        return !checked.get() && !checking.get() && !status.get().isEmpty();
    }

    /** Why nothing may run by these checks, in a sentence; empty when it may. */
    public String obstacle() {
        if (!checked.get()) {
            return Text.of("rollback.confirm.unchecked");
        }
        boolean stopped = checks.stream().anyMatch(check -> check.state() == Check.State.STOPS);
        return stopped ? Text.of("rollback.confirm.stopped") : "";
    }

    /** Makes the checks, unless they are being made; what is shown stays until the new answer is there. */
    public void check() {
        Callable<List<Check>> asked = source;
        if (asked == null || checking.get()) {
            return;
        }
        checking.set(true);
        running = tasks.run(asked, this::answered, this::problem);
    }

    /** Stops waiting for checks under way; the page is no longer shown. */
    public void leave() {
        if (running != null) {
            running.cancel();
        }
        checking.set(false);
    }

    private void answered(List<Check> answer) {
        checks.setAll(completed.apply(answer));
        checked.set(true);
        status.set(Text.of(
                "rollback.confirm.checkedAt", TIME.format(clock.instant().atZone(zone))));
        checking.set(false);
    }

    private void problem(Exception cause) {
        checked.set(false);
        Problem problem = Problem.of(Text.of("rollback.confirm.checksFailed"), cause);
        status.set(problem.title() + ": " + problem.sentence());
        checking.set(false);
    }
}
