package dev.backstep.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * History and checkout of one track, merged.
 *
 * @param track the track
 * @param history what the database says; null when there is no history table
 * @param rows newest first; above the ancestor the database's rows stand before the checkout's
 * @param ancestor the newest version up to which both lanes agree by version and content; null when they share nothing
 * @param verdict where things stand
 * @param checkoutDuplicates file names for which the tool refuses the checkout's folder
 * @param compared what replaying the possible histories showed, while it holds; null where that was not done
 */
public record Timeline(
        Track track,
        @Nullable History history,
        List<TimelineRow> rows,
        @Nullable Version ancestor,
        Verdict verdict,
        List<String> checkoutDuplicates,
        @Nullable HistoryComparison compared) {

    public Timeline {
        rows = List.copyOf(rows);
        checkoutDuplicates = List.copyOf(checkoutDuplicates);
    }

    /** One whose histories were not compared with the live schema. */
    public Timeline(
            Track track,
            @Nullable History history,
            List<TimelineRow> rows,
            @Nullable Version ancestor,
            Verdict verdict,
            List<String> checkoutDuplicates) {
        this(track, history, rows, ancestor, verdict, checkoutDuplicates, null);
    }

    /** The same timeline with these rows. */
    public Timeline with(List<TimelineRow> other) {
        return new Timeline(track, history, other, ancestor, verdict, checkoutDuplicates, compared);
    }

    /** The rows that are applied, newest first. */
    public List<TimelineRow> applied() {
        return rows.stream().filter(row -> row.lane().inDatabase()).toList();
    }
}
