package dev.backstep.timeline;

import dev.backstep.model.History;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.Provenance;
import dev.backstep.model.Track;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was read of one track, before it is merged.
 *
 * @param track the track
 * @param history what the database says; null when it has no history table
 * @param databaseEmpty whether the database has no tables at all
 * @param sets the track's folder at every place it was read at, the preferred place first
 */
public record TimelineSources(Track track, @Nullable History history, boolean databaseEmpty, List<MigrationSet> sets) {

    public TimelineSources {
        sets = List.copyOf(sets);
    }

    /** The set found at a kind of place, if any. */
    Optional<MigrationSet> at(Provenance.Place place) {
        return sets.stream().filter(set -> isAt(set, place)).findFirst();
    }

    /** The sets of the working tree and of all refs, without those found deeper in the history. */
    List<MigrationSet> tips() {
        return sets.stream().filter(set -> !isAt(set, Provenance.Place.HISTORY)).toList();
    }

    static boolean isAt(MigrationSet set, Provenance.Place place) {
        return set.places().stream().anyMatch(found -> found.place() == place);
    }
}
