package dev.backstep.likeness;

import dev.backstep.model.HistoryComparison;
import dev.backstep.model.Track;
import dev.backstep.replay.Likeness;
import java.time.Duration;

/**
 * What was found out.
 *
 * @param question what was asked
 * @param track the track whose history is in question
 * @param likeness each history beside the live database, the likest first
 * @param comparison the same in numbers
 * @param serverVersion the live server's, as shown
 * @param time how long it took
 */
public record Answer(
        Question question,
        Track track,
        Likeness likeness,
        HistoryComparison comparison,
        String serverVersion,
        Duration time) {

    /** Whether exactly one history was observed to be the applied one. */
    public boolean solved() {
        return comparison.applied().isPresent();
    }

    /** Whether the likest history makes the live schema. */
    public boolean same() {
        return !likeness.candidates().isEmpty()
                && likeness.candidates().getFirst().same();
    }
}
