package dev.backstep.app;

import dev.backstep.database.Database;
import dev.backstep.database.DatabaseReader;
import dev.backstep.database.sqlite.SqliteFile;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.rollback.LiveRollbackDesk;
import dev.backstep.rollback.LiveUndoDesk;
import dev.backstep.rollback.RollbackDesk;
import dev.backstep.rollback.rehearsal.LiveRehearsalDesk;
import dev.backstep.rollback.rehearsal.RehearsalDesk;
import dev.backstep.rollback.repair.LiveRepairDesk;
import dev.backstep.rollback.repair.ResetPlanner;
import dev.backstep.rollback.run.Precaution;
import dev.backstep.rollback.sqlite.FileRehearsalDesk;
import dev.backstep.rollback.sqlite.FileRollbackDesk;
import dev.backstep.rollback.undo.UndoBook;
import dev.backstep.rollback.undo.UndoRecord;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.SqlHighlighter;
import dev.backstep.ui.repair.RepairViewModel;
import dev.backstep.ui.repair.RepairWindow;
import dev.backstep.ui.rollback.Aim;
import dev.backstep.ui.rollback.RollbackViewModel;
import dev.backstep.ui.rollback.RollbackWindow;
import dev.backstep.ui.workspace.RollbackDoor;
import java.time.InstantSource;
import java.util.List;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * Opens the guided runs on what the main window has open: back, to the checkout, out of a dirty mark, to nothing, and back
 * again. One at a time; lives on the JavaFX thread.
 */
final class GuidedRuns implements RollbackDoor {

    private final Foundation base;
    private final Runnable findOut;
    private final Runnable byCommand;
    private @Nullable RollbackWindow window;
    private @Nullable RollbackViewModel shown;
    /** A second click while the first one's window is on its way opens no second window. */
    private boolean opening;

    /**
     * @param findOut asks which history the shown track has
     * @param byCommand goes on with the tool's own command
     */
    GuidedRuns(Foundation base, Runnable findOut, Runnable byCommand) {
        this.base = base;
        this.findOut = findOut;
        this.byCommand = byCommand;
    }

    /** Whether a run is under way; the application must not end then. */
    boolean running() {
        return window != null && window.running();
    }

    /** Over what another window opens: a guided run where one is open. */
    Window top() {
        return window != null && window.showing() ? window.stage() : base.stage();
    }

    /** When something was found out, or does not hold any more, a preview that is open is made anew. */
    void renew() {
        base.tasks().show(() -> {
            Timeline now = base.model().trackProperty().get();
            if (shown != null && window != null && window.showing() && now != null) {
                shown.renew(now);
            }
        });
    }

    @Override
    public void open(Timeline timeline, @Nullable Version target) {
        lead(OpenWorkspace::opened, (open, database) -> {
            RollbackViewModel steps = steps(desk(database, open), timeline, open);
            if (database instanceof Database) {
                steps.offer(findOut);
            }
            steps.rehearseWith(rehearsals(database, timeline, open));
            if (target != null) {
                steps.preview(target);
            }
            return steps;
        });
    }

    @Override
    public void openMove(Timeline timeline) {
        lead(OpenWorkspace::database, (open, database) -> {
            LiveRollbackDesk desk = LiveRollbackDesk.toCheckout(
                    database, open, base.model().analysis().reading(), base.journal(), base.replays());
            RollbackViewModel steps = steps(desk, timeline, open);
            steps.offer(findOut);
            steps.rehearseWith(rehearsals(database, timeline, open));
            steps.show(Aim.MOVE);
            return steps;
        });
    }

    @Override
    public void openRepair(Timeline timeline) {
        Inspection inspection = base.model().inspectionProperty().get();
        OpenWorkspace open = base.open();
        if (inspection == null || open == null) {
            return;
        }
        base.tasks()
                .run(
                        open::database,
                        database -> showWaysOut(
                                new LiveRepairDesk(
                                        database,
                                        open,
                                        base.replays(),
                                        base.journal(),
                                        inspection.timelines(),
                                        timeline,
                                        base.model().analysis().reading()),
                                timeline),
                        base::problem);
    }

    private void showWaysOut(LiveRepairDesk desk, Timeline timeline) {
        RepairWindow[] ways = new RepairWindow[1];
        RepairViewModel model = new RepairViewModel(desk, timeline, base.tasks(), way -> {
            ways[0].close();
            leadOnePlan(timeline, Aim.REPAIR, _ -> desk.desk(way));
        });
        ways[0] = new RepairWindow(base.stage(), base.theme(), model);
        ways[0].show();
        model.look();
    }

    @Override
    public void openReset(Timeline timeline) {
        Inspection inspection = base.model().inspectionProperty().get();
        if (inspection != null) {
            List<Timeline> all = inspection.timelines();
            leadOnePlan(timeline, Aim.RESET, open -> {
                ResetPlanner planner = new ResetPlanner(open.database(), open, base.replays(), all);
                return LiveRollbackDesk.of(
                        open.database(),
                        open,
                        (_, _, _, _) -> planner.plan(ReplayProgress.none()),
                        base.journal(),
                        Precaution.NONE);
            });
        }
    }

    @Override
    public void command() {
        byCommand.run();
    }

    /** Opens the run that puts back what a rollback took; the workspace's own database says whether it can. */
    void putBack(UndoRecord kept) {
        Timeline timeline = base.model().trackProperty().get();
        if (timeline == null || base.open() == null || opening) {
            base.dialogs().show(new Problem(Text.of("failed.title"), Text.of("undo.noWorkspace"), ""));
            return;
        }
        lead(OpenWorkspace::database, (open, database) -> {
            RollbackViewModel steps = steps(new LiveUndoDesk(database, kept, base.journal()), timeline, open);
            steps.show(Aim.PUT_BACK);
            return steps;
        });
    }

    /** Asks the database for what a guided run needs; blocks. */
    private interface Asked<T> {
        T of(OpenWorkspace open) throws BackstepException;
    }

    /** A guided run from what was asked. */
    private interface Guide<T> {
        RollbackViewModel through(OpenWorkspace open, T answer);
    }

    private <T> void lead(Asked<T> asked, Guide<T> guide) {
        OpenWorkspace open = base.open();
        if (open == null || opening) {
            return;
        }
        opening = true;
        base.tasks()
                .run(
                        () -> asked.of(open),
                        answer -> {
                            opening = false;
                            show(guide.through(open, answer));
                        },
                        failure -> {
                            opening = false;
                            base.problem(failure);
                        });
    }

    /** Where there is one plan, and nothing to choose. */
    private void leadOnePlan(Timeline timeline, Aim aim, Asked<RollbackDesk> asked) {
        lead(asked, (open, desk) -> {
            RollbackViewModel steps = steps(desk, timeline, open);
            steps.show(aim);
            return steps;
        });
    }

    private RollbackViewModel steps(RollbackDesk desk, Timeline timeline, OpenWorkspace open) {
        return new RollbackViewModel(desk, timeline, open, base.tasks(), InstantSource.system(), base.environment());
    }

    private void show(RollbackViewModel steps) {
        shown = steps;
        window = new RollbackWindow(base.stage(), base.theme(), SqlHighlighter.postgresql(), steps);
        window.show(() -> {
            base.model().refresh();
            if (steps.commandAsked()) {
                byCommand.run();
            }
            String undo = steps.undoAsked();
            if (undo != null) {
                UndoBook book = new UndoBook(base.journal().keepsakes());
                base.tasks().run(() -> book.get(undo), this::putBack, base::problem);
            }
        });
    }

    private RollbackDesk desk(DatabaseReader database, OpenWorkspace open) {
        return switch (database) {
            case Database server ->
                new LiveRollbackDesk(server, open, base.model().analysis().reading(), base.journal(), base.replays());
            case SqliteFile file -> new FileRollbackDesk(file, open, base.journal());
            default -> throw new IllegalArgumentException(database.toString());
        };
    }

    private RehearsalDesk rehearsals(DatabaseReader database, Timeline timeline, OpenWorkspace open) {
        return switch (database) {
            case Database server ->
                new LiveRehearsalDesk(
                        server, LiveRehearsalDesk.applied(timeline), open, base.replays(), base.journal());
            case SqliteFile file -> new FileRehearsalDesk(file, timeline, open, base.journal());
            default -> throw new IllegalArgumentException(database.toString());
        };
    }
}
