package dev.backstep.release;

import dev.backstep.model.TimelineRow;
import dev.backstep.model.Track;
import dev.backstep.model.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One track going back: {@code goto N}.
 *
 * @param track the track
 * @param from where it is before
 * @param to where it is afterwards
 * @param undone the migrations that are undone, newest first
 * @param scripts the release or branch whose folder has all the down scripts, and nothing else between; null when there
 *     is no one place that has them
 */
public record Move(
        Track track,
        Version from,
        Version to,
        List<TimelineRow> undone,
        @Nullable Release scripts) {

    public Move {
        undone = List.copyOf(undone);
    }
}
