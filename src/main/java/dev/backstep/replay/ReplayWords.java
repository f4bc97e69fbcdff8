package dev.backstep.replay;

import dev.backstep.text.Text;
import java.util.stream.Collectors;

/** Says in sentences how replaying a track went. */
public final class ReplayWords {

    private ReplayWords() {}

    public static String of(TrackReplayed replayed) {
        if (replayed.cancelled()) {
            return Text.of("replay.ended.cancelled", replayed.replayed(), replayed.of());
        }
        if (replayed.failures().isEmpty()) {
            return Text.of("replay.ended.all", replayed.observed());
        }
        return replayed.failures().stream().map(ReplayWords::of).collect(Collectors.joining(" "));
    }

    /** Where a replay ended too early, and why. */
    public static String of(ReplayFailure failure) {
        return Text.of("replay.ended.at", failure.version().text(), failure.name(), failure.sentence());
    }
}
