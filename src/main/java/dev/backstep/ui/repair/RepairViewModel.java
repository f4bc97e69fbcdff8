package dev.backstep.ui.repair;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Timeline;
import dev.backstep.rollback.repair.RepairDesk;
import dev.backstep.rollback.repair.RepairWay;
import dev.backstep.text.Text;
import dev.backstep.text.VerdictText;
import dev.backstep.ui.common.TaskExecutor;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** Looks for the ways out of a dirty mark, away from the window, and lets a person choose one. */
public final class RepairViewModel {

    private final RepairDesk desk;
    private final Timeline timeline;
    private final TaskExecutor tasks;
    private final Consumer<RepairWay> chosen;
    private final ReadOnlyObjectWrapper<RepairState> state =
            new ReadOnlyObjectWrapper<>(new RepairState.Running("", -1));
    private final ObjectProperty<@Nullable RepairWay> selected = new SimpleObjectProperty<>();
    private int asked;

    /**
     * Looks for nothing yet.
     *
     * @param chosen hears the way whose plan the person wants to see
     */
    public RepairViewModel(RepairDesk desk, Timeline timeline, TaskExecutor tasks, Consumer<RepairWay> chosen) {
        this.desk = desk;
        this.timeline = timeline;
        this.tasks = tasks;
        this.chosen = chosen;
    }

    /** Looks for the ways; again, when it has done so before. */
    public void look() {
        int mine = ++asked;
        selected.set(null);
        state.set(new RepairState.Running(Text.of("likeness.starting"), -1));
        tasks.run(
                () -> desk.diagnose((done, total) -> tasks.show(() -> heard(mine, done, total))),
                diagnosis -> end(mine, new RepairState.Found(diagnosis)),
                failure -> end(mine, new RepairState.Failed(sentence(failure))));
    }

    /** Stops what is under way. */
    public void cancel() {
        desk.cancel();
    }

    /** Where things stand, in a sentence. */
    String headline() {
        return VerdictText.headline(timeline);
    }

    /** What the mark can mean. */
    String meaning() {
        return VerdictText.dirtyMeaning(timeline);
    }

    ReadOnlyObjectProperty<RepairState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** The way the person has chosen; null while there is none. */
    ObjectProperty<@Nullable RepairWay> selectedProperty() {
        return selected;
    }

    /** Shows the plan of the chosen way. */
    void preview() {
        RepairWay way = selected.get();
        if (way != null) {
            chosen.accept(way);
        }
    }

    private void heard(int mine, int done, int total) {
        if (mine == asked && state.get() instanceof RepairState.Running) {
            state.set(new RepairState.Running(
                    Text.of("likeness.running", done, total), total == 0 ? -1 : (double) done / total));
        }
    }

    private void end(int mine, RepairState ended) {
        if (mine == asked) {
            state.set(ended);
        }
    }

    private static String sentence(Exception failure) {
        return failure instanceof BackstepException known ? Text.of(known) : String.valueOf(failure);
    }
}
