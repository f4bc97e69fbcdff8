package dev.backstep.ui.program;

import dev.backstep.model.Environment;
import dev.backstep.model.ProgramSettings;
import dev.backstep.rollback.export.SavedText;
import dev.backstep.rollback.program.ProgramDesk;
import dev.backstep.rollback.program.ProgramListener;
import dev.backstep.rollback.program.ProgramPlan;
import dev.backstep.rollback.program.ProgramText;
import dev.backstep.rollback.program.Remembered;
import dev.backstep.rollback.run.Saving;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** Going back with a tool's own command: which page is shown, what is under way, and when one may go on. */
public final class ProgramViewModel {

    private final ProgramDesk desk;
    private final TaskExecutor tasks;
    private final CommandViewModel command;
    private final ApprovalViewModel approval;
    private final OutputLines output;
    private final ReadOnlyObjectWrapper<ProgramPage> page = new ReadOnlyObjectWrapper<>(ProgramPage.COMMAND);
    private final ReadOnlyObjectWrapper<Trial> rehearsal = new ReadOnlyObjectWrapper<>(new Trial.Idle());
    private final ReadOnlyObjectWrapper<Trial> run = new ReadOnlyObjectWrapper<>(new Trial.Idle());
    private final ReadOnlyBooleanWrapper cancelling = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canGoOn = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper action = new ReadOnlyStringWrapper("");
    private Consumer<ProgramSettings> keeper = _ -> {};

    /**
     * @param checkout the checkout's folder
     * @param kept the command that the workspace has; null where it has none
     * @param environment what the database is for; null to go by its names
     */
    public ProgramViewModel(
            ProgramDesk desk,
            TaskExecutor tasks,
            InstantSource clock,
            String checkout,
            @Nullable ProgramSettings kept,
            @Nullable Environment environment) {
        this.desk = desk;
        this.tasks = tasks;
        command = new CommandViewModel(desk, tasks, checkout, kept);
        approval = new ApprovalViewModel(desk, tasks, clock, environment);
        output = new OutputLines(tasks);
        page.subscribe(_ -> update());
        rehearsal.subscribe(_ -> update());
        run.subscribe(_ -> update());
        command.lineProperty().subscribe(_ -> update());
        command.confirmedProperty().subscribe(_ -> update());
        command.lookingProperty().subscribe(_ -> update());
        approval.readyProperty().subscribe(_ -> update());
    }

    /** Who keeps a command with the workspace, once a person has gone on with it. */
    public void keepWith(Consumer<ProgramSettings> keep) {
        keeper = keep;
    }

    /** Whether something runs that must not be left alone. */
    public boolean running() {
        return rehearsal.get() instanceof Trial.Going || run.get() instanceof Trial.Going;
    }

    CommandViewModel command() {
        return command;
    }

    ApprovalViewModel approval() {
        return approval;
    }

    OutputLines output() {
        return output;
    }

    ReadOnlyObjectProperty<ProgramPage> pageProperty() {
        return page.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Trial> rehearsalProperty() {
        return rehearsal.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Trial> runProperty() {
        return run.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty cancellingProperty() {
        return cancelling.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty canGoOnProperty() {
        return canGoOn.getReadOnlyProperty();
    }

    ReadOnlyStringProperty actionProperty() {
        return action.getReadOnlyProperty();
    }

    String role() {
        return desk.role();
    }

    ProgramPlan plan() {
        return Objects.requireNonNull(command.plan(), "no command is shown");
    }

    /** Goes on to the next page; from the last but one, runs the command. */
    void next() {
        if (!canGoOn.get()) {
            return;
        }
        switch (page.get()) {
            case COMMAND ->
                command.look(() -> {
                    keep();
                    rehearsal.set(new Trial.Idle());
                    output.clear();
                    page.set(ProgramPage.REHEARSE);
                });
            case REHEARSE -> {
                approval.show(plan());
                page.set(ProgramPage.CONFIRM);
            }
            case CONFIRM -> {
                approval.leave();
                page.set(ProgramPage.RUN);
                start(run, () -> new Trial.Ran(desk.run(plan(), approval.saves().choice(), new Listener(run))));
            }
            case RUN -> throw new IllegalStateException("the run is the last page");
        }
    }

    /** Goes back a page; not from a run. */
    void back() {
        if (running()) {
            return;
        }
        approval.leave();
        switch (page.get()) {
            case REHEARSE -> page.set(ProgramPage.COMMAND);
            case CONFIRM -> page.set(ProgramPage.REHEARSE);
            case COMMAND, RUN -> {}
        }
    }

    /** Rehearses the command, unless it is being rehearsed. */
    void rehearse() {
        if (!running()) {
            start(rehearsal, () -> new Trial.Rehearsed(desk.rehearse(plan(), new Listener(rehearsal))));
        }
    }

    /** Ends what is under way. */
    void cancel() {
        if (running() && !cancelling.get()) {
            cancelling.set(true);
            tasks.run(
                    () -> {
                        desk.cancel();
                        return true;
                    },
                    _ -> {},
                    _ -> cancelling.set(false));
        }
    }

    /** Writes a file on another thread. */
    void write(Callable<Path> work, Consumer<String> done, Consumer<Exception> failed) {
        tasks.run(work, written -> done.accept(written.toString()), failed);
    }

    /** Whether the window may close now. */
    boolean mayClose() {
        if (!running()) {
            approval.leave();
        }
        return !running();
    }

    private void start(ReadOnlyObjectWrapper<Trial> trial, Callable<Trial> work) {
        cancelling.set(false);
        output.clear();
        trial.set(new Trial.Going(Text.of("program.starting")));
        tasks.run(
                () -> end(work),
                ended -> {
                    cancelling.set(false);
                    trial.set(ended);
                },
                failure -> trial.set(failed(failure)));
    }

    // Whatever is thrown, the page must come to an end.
    private static Trial end(Callable<Trial> work) {
        try {
            return work.call();
        } catch (Exception | Error failure) {
            return new Trial.Failed(Text.of("rollback.run.failed", failure.toString()));
        }
    }

    private static Trial failed(Exception failure) {
        return new Trial.Failed(Problem.of(Text.of("failed.title"), failure).sentence());
    }

    private void keep() {
        tasks.run(command::settings, keeper, _ -> {});
    }

    private void update() {
        switch (page.get()) {
            case COMMAND -> set(command.canGoOn(), Text.of("program.action.look"));
            case REHEARSE -> {
                boolean known = command.plan() != null
                        && desk.rehearsed(plan()).filter(Remembered::good).isPresent();
                set(
                        !running(),
                        Text.of(
                                known
                                        ? "rollback.action.confirm"
                                        : rehearsal.get() instanceof Trial.Rehearsed
                                                ? "program.action.unrehearsed"
                                                : "rollback.action.skipRehearsal"));
            }
            case CONFIRM -> set(approval.readyProperty().get(), Text.of("program.action.run"));
            case RUN -> set(false, Text.of("program.action.run"));
        }
    }

    private void set(boolean on, String words) {
        canGoOn.set(on);
        action.set(words);
    }

    /** Hears on other threads, and shows on the window's. */
    private final class Listener implements ProgramListener {

        private final ReadOnlyObjectWrapper<Trial> trial;

        Listener(ReadOnlyObjectWrapper<Trial> trial) {
            this.trial = trial;
        }

        private void tell(String phase) {
            tasks.show(() -> {
                if (trial.get() instanceof Trial.Going) {
                    trial.set(new Trial.Going(phase));
                }
            });
        }

        @Override
        public void phase(Phase phase) {
            tell(ProgramText.phase(phase));
        }

        @Override
        public void output(String line) {
            output.add(line);
        }

        @Override
        public void saving(Saving now) {
            tell(SavedText.progress(now));
        }
    }
}
