package dev.backstep.release;

import dev.backstep.model.Provenance;
import dev.backstep.model.ReleaseVersion;
import dev.backstep.model.Track;
import java.util.List;
import java.util.Optional;

/**
 * A tag, a branch or the checkout, and how it stands to the database on every track.
 *
 * @param place where its folders were read
 * @param standings one per track that has a folder, in the tracks' order
 */
public record Release(Provenance place, List<Standing> standings) {

    public Release {
        standings = List.copyOf(standings);
    }

    public String name() {
        return place.name();
    }

    /** Whether it is the working tree, or what stands in its place in a "what if". */
    public boolean isCheckout() {
        return place.place() == Provenance.Place.WORKING_TREE;
    }

    public boolean isTag() {
        return place.place() == Provenance.Place.TAG;
    }

    /** What the tag's name says; empty for branches and for tags that name no version. */
    public Optional<ReleaseVersion> version() {
        return isTag() ? ReleaseVersion.parse(name()) : Optional.empty();
    }

    /** Whether it has a migration on any track. */
    public boolean hasMigrations() {
        return standings.stream().anyMatch(standing -> standing.top() != null);
    }

    /** How it stands on this track; empty when the track has no folder. */
    public Optional<Standing> on(Track track) {
        return standings.stream()
                .filter(standing -> standing.track().equals(track))
                .findFirst();
    }
}
