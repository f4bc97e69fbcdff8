package dev.backstep.timeline;

import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The common ancestor: the newest version up to which both lanes agree, by version and by content. */
final class Ancestor {

    private Ancestor() {}

    /** Walks up from the oldest row to the first one on which the lanes disagree; null when they share nothing. */
    static @Nullable Version of(List<TimelineRow> ascending, @Nullable Version current) {
        Version agreed = null;
        for (TimelineRow row : ascending) {
            if (row.diverged() || current == null) {
                return agreed;
            }
            agreed = row.version();
        }
        return agreed;
    }
}
