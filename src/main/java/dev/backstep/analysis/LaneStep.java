package dev.backstep.analysis;

import dev.backstep.model.Migration;
import dev.backstep.model.Note;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import java.util.List;

/**
 * One migration of a lane's history.
 *
 * @param row where it stands
 * @param migration as this lane has it
 */
public record LaneStep(TimelineRow row, Migration migration) {

    /** What is applied, from the first on; the likeliest, where that is not clear. */
    public static List<LaneStep> ofDatabase(Timeline timeline) {
        return timeline.rows().reversed().stream()
                .filter(row -> row.lane().inDatabase())
                .map(row -> new LaneStep(row, row.migration()))
                .toList();
    }

    /** What the checkout has, from the first on. */
    public static List<LaneStep> ofCheckout(Timeline timeline) {
        return timeline.rows().reversed().stream()
                .filter(row -> row.lane().inCheckout())
                .map(row -> new LaneStep(row, row.migrationInCheckout()))
                .toList();
    }

    /** Whether it is not clear that the database has this, and nothing else, here. */
    boolean doubtful() {
        return row.has(Note.MayNotHaveRun.class)
                || TrackAnalysis.contenders(row).stream()
                        .anyMatch(each -> !each.migration().sameUp(migration));
    }

    /** Whether both have the same up text under the same version. */
    public boolean same(LaneStep other) {
        return migration.version().equals(other.migration.version()) && migration.sameUp(other.migration);
    }
}
