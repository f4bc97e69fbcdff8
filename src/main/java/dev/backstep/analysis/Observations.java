package dev.backstep.analysis;

import dev.backstep.analysis.TrackAnalysis.Place;
import dev.backstep.model.Lane;
import dev.backstep.model.Timeline;
import dev.backstep.sql.observed.Observed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What replaying a track's two histories showed. It answers for another timeline only as far as its scripts are the same
 * from the first on: a migration on another schema may do something else.
 *
 * @param database the applied migrations that were replayed, from the first on
 * @param checkout the checkout's migrations that were replayed, from the first on
 */
public record Observations(List<Seen> database, List<Seen> checkout) {

    public static final Observations NONE = new Observations(List.of(), List.of());

    public Observations {
        database = List.copyOf(database);
        checkout = List.copyOf(checkout);
    }

    /**
     * One migration of a replay.
     *
     * @param step the migration
     * @param observed what was seen; null where it ran and was not looked at
     */
    public record Seen(LaneStep step, @Nullable Observed observed) {}

    /**
     * What holds for this timeline.
     *
     * @param alone whether no other track changes this database
     */
    public Map<Place, Observation> on(Timeline timeline, boolean alone) {
        Map<Place, Observation> found = new HashMap<>();
        add(database, LaneStep.ofDatabase(timeline), false, alone, found);
        add(checkout, LaneStep.ofCheckout(timeline), true, alone, found);
        return found;
    }

    private static void add(
            List<Seen> seen, List<LaneStep> now, boolean pending, boolean alone, Map<Place, Observation> found) {
        boolean whole = alone;
        for (int i = 0; i < Math.min(seen.size(), now.size()); i++) {
            LaneStep step = now.get(i);
            Observed observed = seen.get(i).observed();
            if (!seen.get(i).step().same(step)) {
                return;
            }
            if (observed != null && (step.row().lane() == Lane.CHECKOUT) == pending) {
                found.put(Place.of(step.row(), step.migration()), new Observation(observed, whole));
            }
            whole = whole && !step.doubtful();
        }
    }
}
