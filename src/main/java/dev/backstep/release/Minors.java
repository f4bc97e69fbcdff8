package dev.backstep.release;

import dev.backstep.model.ReleaseVersion;
import dev.backstep.model.ReleaseVersion.Minor;
import dev.backstep.model.Track;
import dev.backstep.model.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * To which minor version the database's schema belongs.
 *
 * <p>That is the minor of the first release which has the database's version. Where no release has it, only a bound is
 * known: it is newer than the newest release below it.
 */
final class Minors {

    private final List<Release> versioned;

    Minors(List<Release> releases) {
        versioned = releases.stream()
                .filter(release -> release.version().isPresent())
                .sorted(Comparator.comparing(release -> release.version().orElseThrow()))
                .toList();
    }

    /**
     * @param minor of the first release with the version, or of the newest one below it
     * @param unreleased whether it is the latter
     */
    record Schema(Minor minor, boolean unreleased) {

        /** How far a release of {@code other} is behind, at least, in minors; negative when it is newer. */
        long ahead(Minor other) {
            return minor.number() - other.number() + (unreleased ? 1 : 0);
        }
    }

    /** The schema's minor on one track, on the line of releases that {@code prefix} names. */
    Optional<Schema> of(Track track, Version current, String prefix) {
        List<Release> line = versioned.stream()
                .filter(release ->
                        release.version().map(ReleaseVersion::prefix).orElse("").equals(prefix))
                .toList();
        Optional<Minor> first = line.stream()
                .filter(release ->
                        release.on(track).filter(s -> holds(s, current)).isPresent())
                .findFirst()
                .flatMap(Minors::minor);
        if (first.isPresent()) {
            return first.map(minor -> new Schema(minor, false));
        }
        return line.reversed().stream()
                .filter(release -> release.on(track).filter(Minors::wholly).isPresent())
                .findFirst()
                .flatMap(Minors::minor)
                .map(minor -> new Schema(minor, true));
    }

    static Optional<Minor> minor(Release release) {
        return release.version().flatMap(ReleaseVersion::minor);
    }

    /** Whether the release has this very migration. */
    private static boolean holds(Standing standing, Version current) {
        Difference difference = standing.differences().get(current);
        return standing.has(current) && (difference == null || !difference.apart());
    }

    /** Whether all that the release has is applied. */
    private static boolean wholly(Standing standing) {
        return standing.top() != null && standing.top().equals(standing.agreed());
    }
}
