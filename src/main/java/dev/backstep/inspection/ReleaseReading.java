package dev.backstep.inspection;

import dev.backstep.model.MigrationSet;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.Timeline;
import dev.backstep.release.Comparison;
import dev.backstep.release.Release;
import dev.backstep.release.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers, track by track, what tags, branches and the checkout have, and compares it with the database. */
final class ReleaseReading {

    private static final Set<Place> PLACES =
            Set.of(Place.WORKING_TREE, Place.HEAD, Place.BRANCH, Place.REMOTE_BRANCH, Place.TAG);

    private final Set<Provenance> places = new LinkedHashSet<>();
    private final List<Map<Provenance, Standing>> tracks = new ArrayList<>();
    private final List<Standing> without = new ArrayList<>();

    /** Adds a track that has a folder, as it was found at every place. */
    void add(Timeline timeline, List<MigrationSet> sets) {
        Comparison comparison = new Comparison(timeline);
        Map<Provenance, Standing> standings = new HashMap<>();
        for (MigrationSet set : sets) {
            List<Provenance> found = set.places().stream()
                    .filter(place -> PLACES.contains(place.place()))
                    .toList();
            if (!found.isEmpty()) {
                Standing standing = comparison.with(set);
                found.forEach(place -> standings.put(place, standing));
                places.addAll(found);
            }
        }
        tracks.add(standings);
        without.add(comparison.without());
    }

    /**
     * Every place, with its standing on every track.
     *
     * @param tags the names of all tags, also of those that have none of the folders
     */
    List<Release> releases(List<String> tags) {
        Map<String, Provenance> bare = new LinkedHashMap<>();
        tags.forEach(tag -> bare.put(tag, new Provenance(Place.TAG, tag, null)));
        places.stream().filter(place -> place.place() == Place.TAG).forEach(tag -> bare.remove(tag.name()));
        List<Provenance> all = new ArrayList<>(places);
        all.addAll(bare.values());
        return all.stream().map(this::release).toList();
    }

    private Release release(Provenance place) {
        List<Standing> standings = new ArrayList<>(tracks.size());
        for (int i = 0; i < tracks.size(); i++) {
            standings.add(tracks.get(i).getOrDefault(place, without.get(i)));
        }
        return new Release(place, standings);
    }
}
