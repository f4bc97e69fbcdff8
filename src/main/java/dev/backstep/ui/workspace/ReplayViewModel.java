package dev.backstep.ui.workspace;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.replay.ReplayWords;
import dev.backstep.replay.TrackReplay;
import dev.backstep.replay.TrackReplayed;
import dev.backstep.text.Text;
import dev.backstep.ui.common.TaskExecutor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** Replays a track on a throwaway server in the background, one at a time, and tells the markers what was seen. */
public final class ReplayViewModel {

    private final TaskExecutor tasks;
    private final @Nullable ReplayDesk desk;
    private final AnalysisViewModel analysis;
    private final ReadOnlyStringWrapper running = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper ended = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper possible = new ReadOnlyBooleanWrapper();
    private @Nullable TrackReplay current;
    private boolean wanted;

    ReplayViewModel(TaskExecutor tasks, @Nullable ReplayDesk desk, AnalysisViewModel analysis) {
        this.tasks = tasks;
        this.desk = desk;
        this.analysis = analysis;
    }

    /** How far the replay is, in words; blank when none is under way. */
    public ReadOnlyStringProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** How the last replay ended, in words; blank before the first. */
    public ReadOnlyStringProperty endedProperty() {
        return ended.getReadOnlyProperty();
    }

    /** Whether a replay can be started now. */
    public ReadOnlyBooleanProperty possibleProperty() {
        return possible.getReadOnlyProperty();
    }

    /** Whether there is a throwaway server to replay on. */
    boolean offered() {
        return desk != null;
    }

    /** Tells whether there is something to replay. */
    void offer(@Nullable Timeline timeline) {
        wanted = timeline != null && !timeline.rows().isEmpty();
        judge();
    }

    /** Replays a timeline; does nothing while a replay is under way. */
    void start(Timeline timeline, ScriptReader scripts) {
        ReplayDesk open = desk;
        if (open == null || current != null) {
            return;
        }
        TrackReplay[] own = new TrackReplay[1];
        ReplayProgress progress = (done, total) -> tasks.show(() -> heard(own[0], done, total));
        TrackReplay replay = new TrackReplay(open, scripts, progress);
        own[0] = replay;
        current = replay;
        ended.set("");
        running.set(Text.of("status.replay.starting"));
        judge();
        tasks.run(
                () -> replay.run(timeline),
                replayed -> done(replay, timeline, replayed),
                failure -> failed(replay, failure));
    }

    /** Stops the replay; what was seen until then is kept. Another one starts when this one has ended. */
    void cancel() {
        TrackReplay replay = current;
        if (replay != null) {
            running.set(Text.of("status.replay.cancelling"));
            replay.cancel();
        }
    }

    /** Another workspace is open, or none: what is still seen of the old one is of no interest. */
    void forget() {
        TrackReplay replay = current;
        current = null;
        running.set("");
        ended.set("");
        judge();
        if (replay != null) {
            replay.cancel();
        }
    }

    private void judge() {
        possible.set(desk != null && wanted && current == null);
    }

    private void heard(TrackReplay replay, int done, int total) {
        if (current == replay) {
            running.set(Text.of("status.replay.running", done, total));
        }
    }

    private void done(TrackReplay replay, Timeline timeline, TrackReplayed replayed) {
        if (current == replay) {
            settle();
            analysis.observed(timeline, replayed.observations());
            ended.set(ReplayWords.of(replayed));
        }
    }

    private void failed(TrackReplay replay, Exception failure) {
        if (current == replay) {
            settle();
            ended.set(
                    failure instanceof BackstepException known
                            ? Text.of(known)
                            : Text.of("status.replay.failed", String.valueOf(failure.getMessage())));
        }
    }

    private void settle() {
        current = null;
        running.set("");
        judge();
    }
}
