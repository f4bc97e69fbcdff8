package dev.backstep.ui.workspace;

import dev.backstep.analysis.Analyst;
import dev.backstep.analysis.Observations;
import dev.backstep.analysis.Progress;
import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.Track;
import dev.backstep.text.Text;
import dev.backstep.ui.common.TaskExecutor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** Reads the tracks' SQL in the background, and has what was read so far. */
public final class AnalysisViewModel {

    private final TaskExecutor tasks;
    private final ReadOnlyObjectWrapper<Map<Track, TrackAnalysis>> analyses = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyStringWrapper running = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper ended = new ReadOnlyStringWrapper("");
    private @Nullable ScriptReader scripts;
    private @Nullable Analyst analyst;
    private @Nullable Reading current;
    private boolean alone;
    private Map<Track, Observations> observations = Map.of();

    AnalysisViewModel(TaskExecutor tasks) {
        this.tasks = tasks;
    }

    /** What was read of each track so far; changes often while the SQL is read. */
    public ReadOnlyObjectProperty<Map<Track, TrackAnalysis>> analysesProperty() {
        return analyses.getReadOnlyProperty();
    }

    /** What was read of a track so far. */
    public TrackAnalysis of(@Nullable Timeline timeline) {
        return timeline == null
                ? TrackAnalysis.none()
                : analyses.get().getOrDefault(timeline.track(), TrackAnalysis.none());
    }

    /** What a timeline's scripts say, read whole; to be asked away from the window's thread. */
    public Function<Timeline, TrackAnalysis> reading() {
        Analyst reads = analyst;
        if (reads == null) {
            return timeline -> TrackAnalysis.none();
        }
        boolean only = alone;
        Map<Track, Observations> seen = observations;
        Function<Timeline, TrackAnalysis> read = reads.reading(only);
        return timeline -> observed(read.apply(timeline), timeline, only, seen);
    }

    /** Tells what replaying a track showed; it counts for the same texts, also when they are read again. */
    void observed(Timeline timeline, Observations seen) {
        Map<Track, Observations> newer = new HashMap<>(observations);
        newer.put(timeline.track(), seen);
        observations = Map.copyOf(newer);
        heard(timeline, of(timeline));
    }

    private static TrackAnalysis observed(
            TrackAnalysis read, Timeline timeline, boolean only, Map<Track, Observations> seen) {
        return read.with(seen.getOrDefault(timeline.track(), Observations.NONE).on(timeline, only));
    }

    /** How far the reading is, in words; blank when none is under way. */
    public ReadOnlyStringProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Why not everything was read, in words; blank when it was. */
    ReadOnlyStringProperty endedProperty() {
        return ended.getReadOnlyProperty();
    }

    /**
     * Reads these timelines one after the other; a reading under way is given up, what it read is kept.
     *
     * @param from reads the texts; another one than before is another workspace
     */
    void start(ScriptReader from, List<Timeline> timelines) {
        stop();
        Analyst reads = analyst;
        if (reads == null || !from.equals(scripts)) {
            forget();
            reads = new Analyst(from);
            analyst = reads;
            scripts = from;
        }
        alone = timelines.size() == 1;
        if (!timelines.isEmpty()) {
            new Reading(reads, timelines).start();
        }
    }

    /** Stops reading, because a person wants it: it is said how far it came. */
    void cancel() {
        String words = running.get();
        if (!words.isEmpty()) {
            stop();
            ended.set(Text.of("status.sqlStopped"));
        }
    }

    /** Forgets everything: nothing is open any more. */
    void forget() {
        stop();
        scripts = null;
        analyst = null;
        observations = Map.of();
        analyses.set(Map.of());
    }

    private void stop() {
        Reading before = current;
        current = null;
        if (before != null) {
            before.stop();
        }
        running.set("");
        ended.set("");
    }

    private void heard(Timeline timeline, TrackAnalysis read) {
        Map<Track, TrackAnalysis> newer = new HashMap<>(analyses.get());
        newer.put(timeline.track(), observed(read, timeline, alone, observations));
        analyses.set(Map.copyOf(newer));
    }

    /** One run through all tracks; once it is not the current one any more nobody listens to it. */
    private final class Reading {
        private final Analyst reads;
        private final List<Timeline> timelines;
        private final int rows;
        private TaskExecutor.@Nullable Running work;

        Reading(Analyst reads, List<Timeline> timelines) {
            this.reads = reads;
            this.timelines = timelines;
            rows = timelines.stream().mapToInt(each -> each.rows().size()).sum();
        }

        void start() {
            current = this;
            running.set(Text.of("status.readingSql", 0, rows));
            work = tasks.run(this::read, _ -> done(), this::failed);
        }

        void stop() {
            if (work != null) {
                work.cancel();
            }
        }

        private boolean read() {
            int before = 0;
            for (Timeline timeline : timelines) {
                int earlier = before;
                Progress progress = (soFar, read, _) -> tell(timeline, soFar, earlier + read);
                TrackAnalysis read = reads.read(timeline, alone, progress);
                before += timeline.rows().size();
                tell(timeline, read, before);
            }
            return true;
        }

        private void tell(Timeline timeline, TrackAnalysis soFar, int read) {
            tasks.show(() -> {
                if (current == this) {
                    running.set(Text.of("status.readingSql", read, rows));
                    heard(timeline, soFar);
                }
            });
        }

        private void done() {
            current = null;
            running.set("");
        }

        private void failed(Exception failure) {
            current = null;
            running.set("");
            ended.set(Text.of("status.sqlFailed", String.valueOf(failure.getMessage())));
        }
    }
}
