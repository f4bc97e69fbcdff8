package dev.backstep.release;

import dev.backstep.model.TimelineRow;
import dev.backstep.model.Track;
import java.util.List;

/**
 * The way to a release that does not start on the database as it is.
 *
 * @param stages in order; the last one's stop is the release itself
 * @param missing what no place has a down script for, newest first
 * @param strangers tracks on which the release and the database share no migration, so that nothing leads there
 */
public record Way(List<Stage> stages, List<Missing> missing, List<Track> strangers) {

    public Way {
        stages = List.copyOf(stages);
        missing = List.copyOf(missing);
        strangers = List.copyOf(strangers);
    }

    /** A migration whose down script was found nowhere. */
    public record Missing(Track track, TimelineRow row) {}

    /** Whether everything that has to be undone can be. */
    public boolean complete() {
        return missing.isEmpty() && strangers.isEmpty();
    }
}
