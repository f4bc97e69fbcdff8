package dev.backstep.timeline;

import dev.backstep.model.History;
import dev.backstep.model.HistoryComparison;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.PossibleHistory;
import dev.backstep.model.Provenance;
import dev.backstep.model.Sighting;
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
 * @param sightings what Backstep saw of this history before, the oldest first
 * @param compared what replaying the possible histories showed; null where that was not done, or does not hold any more
 * @param instead what stands in the checkout's place in a "what if"; null for the working tree itself
 */
public record TimelineSources(
        Track track,
        @Nullable History history,
        boolean databaseEmpty,
        List<MigrationSet> sets,
        List<Sighting> sightings,
        @Nullable HistoryComparison compared,
        @Nullable MigrationSet instead) {

    public TimelineSources {
        sets = List.copyOf(sets);
        sightings = List.copyOf(sightings);
    }

    /** What was read of a track that Backstep sees for the first time. */
    public TimelineSources(Track track, @Nullable History history, boolean databaseEmpty, List<MigrationSet> sets) {
        this(track, history, databaseEmpty, sets, List.of(), null, null);
    }

    /** The same with what replaying showed. */
    public TimelineSources with(HistoryComparison comparison) {
        return new TimelineSources(track, history, databaseEmpty, sets, sightings, comparison, instead);
    }

    /** A history that was observed to make the live schema, while all that do not are ruled out. */
    Optional<PossibleHistory> observed() {
        return Optional.ofNullable(compared).flatMap(HistoryComparison::likeliest);
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

    /** The sets that a database may be migrated from as they are: those of the working tree and of all refs. */
    List<MigrationSet> tips() {
        return sets.stream().filter(TimelineSources::isTip).toList();
    }

    static boolean isTip(MigrationSet set) {
        return set.places().stream().anyMatch(found -> found.place().isTip());
    }

    static boolean isAt(MigrationSet set, Provenance.Place place) {
        return set.places().stream().anyMatch(found -> found.place() == place);
    }
}
