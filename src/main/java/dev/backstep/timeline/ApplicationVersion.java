package dev.backstep.timeline;

import dev.backstep.model.MigrationSet;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.ReleaseVersion;
import dev.backstep.model.Version;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is applied where the database has recorded the application's version only: all that this version had up to there. The
 * tag of that version tells it; without one, the folder that has most, as what is in no other one cannot be told absent.
 */
final class ApplicationVersion {

    private ApplicationVersion() {}

    /** The folder of that version; null where no folder has anything up to there. */
    static @Nullable MigrationSet likeliest(TimelineSources sources, Version recorded) {
        Optional<MigrationSet> tagged = sources.sets().stream()
                .filter(set -> set.places().stream().anyMatch(place -> isTagOf(place, recorded)))
                .findFirst();
        return tagged.or(() -> sources.tips().stream()
                        .filter(set -> newest(set, recorded) != null)
                        .max(Comparator.comparing(set -> newest(set, recorded))))
                .orElse(null);
    }

    /** The newest migration up to there; null where there is none. */
    static @Nullable Version newest(@Nullable MigrationSet set, Version recorded) {
        return set == null ? null : set.versioned().floorKey(recorded);
    }

    private static boolean isTagOf(Provenance place, Version recorded) {
        return place.place() == Place.TAG
                && ReleaseVersion.parse(place.name())
                        .filter(version -> !version.isPreRelease())
                        .filter(version -> version.numbers().compareTo(recorded) == 0)
                        .isPresent();
    }
}
