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
 * @param instead what stands in the checkout's place in a "what if"; null for the working tree itself
 */
public record TimelineSources(
        Track track,
        @Nullable History history,
        boolean databaseEmpty,
        List<MigrationSet> sets,
        @Nullable MigrationSet instead) {

    /** The working tree as the checkout. */
    public TimelineSources(Track track, @Nullable History history, boolean databaseEmpty, List<MigrationSet> sets) {
        this(track, history, databaseEmpty, sets, null);
    }

    public TimelineSources {
        sets = List.copyOf(sets);
    }

    /** What the database is compared with. */
    Optional<MigrationSet> checkout() {
        return instead == null ? at(Provenance.Place.WORKING_TREE) : Optional.of(instead);
    }

    /** What is committed of it, to tell what is not; empty in a "what if", where everything is. */
    Optional<MigrationSet> committed() {
        return instead == null ? at(Provenance.Place.HEAD) : Optional.empty();
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
