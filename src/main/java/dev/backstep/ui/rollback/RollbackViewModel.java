package dev.backstep.ui.rollback;

import dev.backstep.model.Environment;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.rollback.RollbackDesk;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.rehearsal.RehearsalDesk;
import dev.backstep.rollback.rehearsal.Rehearsed;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.text.Text;
import dev.backstep.ui.common.TaskExecutor;
import java.time.InstantSource;
import java.time.ZoneId;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** The guided rollback: which page is shown, and when one may go on, back or away. */
public final class RollbackViewModel {

    private final TargetViewModel target;
    private final PreviewViewModel preview;
    private final ImpactViewModel impact;
    private final ConfirmViewModel confirm;
    private final RunViewModel run;
    private final PlanExport export;
    private final ReadOnlyObjectWrapper<Page> page = new ReadOnlyObjectWrapper<>(Page.TARGET);
    private final ReadOnlyBooleanWrapper canGoOn = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canGoBack = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper action = new ReadOnlyStringWrapper("");
    private @Nullable RehearseViewModel rehearse;
    private final TaskExecutor tasks;
    private Aim aim = Aim.ROLL_BACK;
    private Next wanted = new Next.Nothing();
    private final ReadOnlyBooleanWrapper closeAsked = new ReadOnlyBooleanWrapper();

    /**
     * Begins at the choice of a target.
     *
     * @param timeline as it was inspected
     * @param scripts reads candidates to compare them
     * @param environment what the database is for; null to go by its names
     */
    public RollbackViewModel(
            RollbackDesk desk,
            Timeline timeline,
            ScriptReader scripts,
            TaskExecutor tasks,
            InstantSource clock,
            @Nullable Environment environment) {
        this.tasks = tasks;
        target = new TargetViewModel(timeline);
        preview = new PreviewViewModel(desk, timeline, scripts, tasks);
        impact = new ImpactViewModel(desk, tasks, ZoneId.systemDefault());
        confirm = new ConfirmViewModel(desk, tasks, clock, ZoneId.systemDefault(), environment);
        run = new RunViewModel(desk, tasks, clock);
        export = new PlanExport(tasks, clock);
        page.subscribe(_ -> update());
        target.selectedProperty().subscribe(_ -> update());
        preview.stateProperty().subscribe(_ -> update());
        preview.stateProperty().subscribe(state -> {
            if (state instanceof PreviewState.Ready ready) {
                impact.show(ready.plan());
            }
        });
        confirm.readyProperty().subscribe(_ -> update());
        run.phaseProperty().subscribe(_ -> update());
    }

    /** Offers to rehearse each plan; to be called before anything is shown. */
    public void rehearseWith(RehearsalDesk rehearsals) {
        RehearseViewModel offered = new RehearseViewModel(rehearsals, tasks, ZoneId.systemDefault());
        rehearse = offered;
        offered.stateProperty().subscribe(_ -> update());
        offered.wayProperty().subscribe(_ -> update());
        confirm.alsoCheck(offered::check);
        run.rehearsedBy(plan -> offered.rehearsed(plan).orElse(null));
    }

    /** Begins at the preview of going back to {@code version}; null is "nothing applied". */
    public void preview(@Nullable Version version) {
        target.select(version);
        if (page.get() == Page.TARGET && canGoOn.get()) {
            next();
        }
    }

    /** Begins at the preview of the one way to what is aimed at; there is no target to choose. */
    public void show(Aim aimedAt) {
        aim = aimedAt;
        preview.show(null);
        page.set(Page.PREVIEW);
        update();
    }

    /** What the person is led through. */
    Aim aim() {
        return aim;
    }

    /** Whether the target is given, so that nobody chooses one. */
    boolean targetGiven() {
        return aim != Aim.ROLL_BACK;
    }

    /** What the person wants once the window is closed. */
    public Next wanted() {
        return wanted;
    }

    /** Asks for something else; the window is to be closed then. */
    void want(Next asked) {
        wanted = asked;
    }

    /** The record by which the run that has ended can be put back; null when there is none. */
    @Nullable
    String undo() {
        return run.phaseProperty().get() instanceof RunPhase.Ended ended
                ? ended.ran().undo()
                : null;
    }

    /** Offers to find out by replaying which content was applied, where several were found. */
    public void offer(Runnable findOut) {
        preview.offer(findOut);
    }

    /**
     * The timeline was read again. Where something was found out by replaying, or does not hold any more, the plan is made anew
     * and is to be confirmed anew; a run that was started goes on.
     */
    public void renew(Timeline timeline) {
        if (!aim.followsTimeline() || !preview.outdated(timeline)) {
            return;
        }
        if (page.get() == Page.CONFIRM) {
            back();
        }
        if (page.get() != Page.RUN) {
            preview.renew(timeline);
        }
        if (page.get() == Page.PREVIEW) {
            preview.load();
        }
    }

    /** Whether a run is under way; the window must not go away then. */
    public boolean running() {
        return run.running();
    }

    TargetViewModel target() {
        return target;
    }

    PreviewViewModel preview() {
        return preview;
    }

    ImpactViewModel impact() {
        return impact;
    }

    /** What is known of a rehearsal of this very plan; null where there was none. */
    @Nullable
    Rehearsed rehearsed(Plan shown) {
        return rehearse == null ? null : rehearse.rehearsed(shown).orElse(null);
    }

    /** The rehearsal; null where none is offered. */
    @Nullable
    RehearseViewModel rehearse() {
        return rehearse;
    }

    /** Whether the page is one of this rollback's. */
    boolean has(Page asked) {
        return switch (asked) {
            case TARGET -> !targetGiven();
            case REHEARSE -> rehearse != null;
            case PREVIEW, CONFIRM, RUN -> true;
        };
    }

    ConfirmViewModel confirm() {
        return confirm;
    }

    RunViewModel run() {
        return run;
    }

    PlanExport export() {
        return export;
    }

    ReadOnlyObjectProperty<Page> pageProperty() {
        return page.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty canGoOnProperty() {
        return canGoOn.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty canGoBackProperty() {
        return canGoBack.getReadOnlyProperty();
    }

    /** What going on does, as its button says. */
    ReadOnlyStringProperty actionProperty() {
        return action.getReadOnlyProperty();
    }

    /** Whether the person wanted to close the window during the run. */
    ReadOnlyBooleanProperty closeAskedProperty() {
        return closeAsked.getReadOnlyProperty();
    }

    /** Goes on to the next page; on the last but one, runs the plan. Does nothing while it may not. */
    void next() {
        if (!canGoOn.get()) {
            return;
        }
        switch (page.get()) {
            case TARGET -> {
                TargetRow row = target.selectedProperty().get();
                if (row != null) {
                    preview.show(row.version());
                }
            }
            case PREVIEW -> {
                if (rehearse != null) {
                    rehearse.show(shownPlan());
                } else {
                    showConfirm();
                }
            }
            case REHEARSE -> showConfirm();
            case CONFIRM -> {
                Plan confirmed = shownPlan();
                confirm.leave();
                impact.leave();
                run.start(confirmed, confirm.saves().choice(), confirm.limits().limits());
            }
            case RUN -> throw new IllegalStateException("the run is the last page");
        }
        Page next = page.get().next();
        page.set(has(next) ? next : next.next());
    }

    private void showConfirm() {
        confirm.show(shownPlan());
        // A person decides by these numbers, so they are read once more.
        impact.show(shownPlan());
    }

    /** Goes back a page, or asks for the choice that led here; from a run that left everything as it was, to its confirmation. */
    void back() {
        if (!canGoBack.get()) {
            return;
        }
        if (page.get() == Page.PREVIEW && targetGiven()) {
            want(new Next.OtherWay());
            return;
        }
        confirm.leave();
        Page previous = page.get().previous();
        page.set(has(previous) ? previous : previous.previous());
        if (page.get() == Page.REHEARSE && rehearse != null) {
            rehearse.show(shownPlan());
        }
        if (page.get() == Page.CONFIRM) {
            confirm.show(shownPlan());
        }
    }

    /** Whether the window may close now; during a run the person is asked instead. */
    boolean mayClose() {
        if (run.running()) {
            closeAsked.set(true);
            return false;
        }
        if (rehearse != null) {
            rehearse.cancel();
        }
        confirm.leave();
        impact.leave();
        return true;
    }

    /** Answers the question that {@link #mayClose} raised. */
    void answerClose(boolean cancelRun) {
        closeAsked.set(false);
        if (cancelRun) {
            run.cancel();
        }
    }

    private void update() {
        switch (page.get()) {
            case TARGET -> set(target.undone() > 0, false, Text.of("rollback.action.preview"));
            case PREVIEW -> {
                Plan plan = preview.plan();
                set(plan != null && plan.runnable(), aim.chosen(), Text.of("rollback.action.confirm"));
            }
            case REHEARSE -> {
                Plan plan = preview.plan();
                boolean known = rehearse != null
                        && plan != null
                        && rehearse.rehearsed(plan).isPresent();
                boolean free = rehearse == null || !rehearse.going();
                set(free, free, Text.of(known ? "rollback.action.confirm" : "rollback.action.skipRehearsal"));
            }
            case CONFIRM -> set(confirm.readyProperty().get(), true, runAction());
            case RUN -> set(false, repeatable(), runAction());
        }
        if (!run.running()) {
            closeAsked.set(false);
        }
    }

    private void set(boolean on, boolean back, String words) {
        canGoOn.set(on);
        canGoBack.set(back);
        action.set(words);
    }

    private String runAction() {
        Plan plan = preview.plan();
        return plan == null ? "" : aim.action(plan);
    }

    // The plan still stands where nothing was run or committed; whether it does is checked again under the lock.
    private boolean repeatable() {
        return run.phaseProperty().get() instanceof RunPhase.Ended ended
                && switch (ended.outcome()) {
                    case RunOutcome.LockHeld _ -> true;
                    case RunOutcome.Stopped stopped -> stopped.nothingDone();
                    case RunOutcome.RolledBack _, RunOutcome.Changed _, RunOutcome.Unknown _ -> false;
                };
    }

    private Plan shownPlan() {
        Plan plan = preview.plan();
        if (plan == null) {
            throw new IllegalStateException("no plan is shown");
        }
        return plan;
    }
}
