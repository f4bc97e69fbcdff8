package dev.backstep.cli;

import dev.backstep.analysis.Analyst;
import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Timeline;
import dev.backstep.model.Track;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.replay.ReplayWords;
import dev.backstep.replay.TrackReplay;
import dev.backstep.replay.TrackReplayed;
import dev.backstep.text.Text;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the tracks' scripts say, and what replaying them showed.
 *
 * @param read by track
 * @param replayed by track; empty where nothing was replayed
 */
record ScriptsRead(Map<Track, TrackAnalysis> read, Map<Track, TrackReplayed> replayed) {

    /** Reads the scripts; it takes until they are read. */
    static ScriptsRead of(WorkspaceReader reader, Inspection inspection) {
        return new ScriptsRead(new Analyst(reader).read(inspection.timelines()), Map.of());
    }

    /** Reads the scripts and replays each track on a throwaway server; {@code told} hears how that went. */
    static ScriptsRead observed(
            WorkspaceReader reader, Inspection inspection, Supplier<ReplayDesk> desks, PrintWriter told)
            throws BackstepException {
        Map<Track, TrackAnalysis> read = new HashMap<>(of(reader, inspection).read());
        Map<Track, TrackReplayed> replayed = new HashMap<>();
        boolean alone = inspection.timelines().size() == 1;
        try (ReplayDesk desk = desks.get()) {
            for (Timeline timeline : inspection.timelines()) {
                Track track = timeline.track();
                told.println(Text.of("cli.observe.replaying", track.name()));
                TrackReplayed seen = new TrackReplay(desk, reader, ReplayProgress.none()).run(timeline);
                told.println(Text.of("cli.observe.replayed", track.name(), ReplayWords.of(seen)));
                replayed.put(track, seen);
                read.computeIfPresent(
                        track, (_, before) -> before.with(seen.observations().on(timeline, alone)));
            }
        }
        return new ScriptsRead(read, replayed);
    }
}
