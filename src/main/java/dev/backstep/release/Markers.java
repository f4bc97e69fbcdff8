package dev.backstep.release;

import dev.backstep.model.Marker;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Track;

/** What is known of a migration's compatibility. */
@FunctionalInterface
public interface Markers {

    /** A track's row's marker; unknown where nobody has read it. */
    Marker of(Track track, TimelineRow row);
}
