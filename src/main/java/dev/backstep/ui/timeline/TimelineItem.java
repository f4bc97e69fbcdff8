package dev.backstep.ui.timeline;

import dev.backstep.model.TimelineRow;
import java.util.Locale;

/**
 * A row as the timeline shows it.
 *
 * @param index its place on the whole timeline, 0 for the newest
 * @param row what stands there
 * @param ancestor whether it is the common ancestor
 * @param head whether it is the newest of those that stand in its lane only
 */
public record TimelineItem(int index, TimelineRow row, boolean ancestor, boolean head) {

    /** Whether its version or name holds {@code words}, which are in lower case. */
    boolean matches(String words) {
        return row.version().text().contains(words)
                || row.migration().name().toLowerCase(Locale.ROOT).contains(words);
    }

    /** Whether it is the same migration as {@code other} on an earlier timeline, as far as a person cares. */
    boolean sameAs(TimelineItem other) {
        return row.version().equals(other.row.version())
                && row.lane().inDatabase() == other.row.lane().inDatabase();
    }
}
