package dev.backstep.release;

import dev.backstep.model.Migration;
import dev.backstep.model.Provenance;
import dev.backstep.model.ReleaseVersion;
import dev.backstep.model.ReleaseVersion.Minor;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Track;
import dev.backstep.model.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the way to a release: in one stage, or one minor at a time. */
final class WayFinder {

    private final List<Timeline> timelines;
    private final List<Release> releases;
    private final Minors minors;

    /** @param releases the newest version first */
    WayFinder(List<Timeline> timelines, List<Release> releases, Minors minors) {
        this.timelines = timelines;
        this.releases = releases;
        this.minors = minors;
    }

    /** @param oneMinorAtATime whether the way stops at every minor between */
    Way to(Release target, boolean oneMinorAtATime) {
        List<Release> stops = new ArrayList<>(oneMinorAtATime ? stopsBefore(target) : List.of());
        stops.add(target);
        Map<Track, Version> position = new HashMap<>();
        timelines.forEach(timeline -> {
            if (timeline.history() != null && timeline.history().current() != null) {
                position.put(timeline.track(), timeline.history().current());
            }
        });
        List<Stage> stages = new ArrayList<>();
        Release before = null;
        for (Release stop : stops) {
            Stage stage = stage(stop, position, before);
            if (!stage.moves().isEmpty() || stop.equals(target)) {
                stages.add(stage);
                before = stop;
            }
        }
        return new Way(stages, missing(stages), strangers(target, position));
    }

    private Stage stage(Release stop, Map<Track, Version> position, @Nullable Release before) {
        List<Move> moves = new ArrayList<>();
        for (Timeline timeline : timelines) {
            Version from = position.get(timeline.track());
            Version to = stop.on(timeline.track()).map(Standing::agreed).orElse(null);
            if (from != null && to != null && to.compareTo(from) < 0) {
                List<TimelineRow> undone = timeline.applied().stream()
                        .filter(row ->
                                row.version().compareTo(to) > 0 && row.version().compareTo(from) <= 0)
                        .toList();
                moves.add(new Move(timeline.track(), from, to, undone, scripts(timeline.track(), from, to, before)));
                position.put(timeline.track(), to);
            }
        }
        return new Stage(stop, moves);
    }

    /** The release deployed before, if it leads there; else the newest one that ends there, then any, tags first. */
    private @Nullable Release scripts(Track track, Version from, Version to, @Nullable Release before) {
        if (before != null && leads(before, track, from, to)) {
            return before;
        }
        Comparator<Release> preferred = Comparator.comparing((Release release) -> !release.isTag())
                .thenComparing(release -> release.place().place() == Provenance.Place.WORKING_TREE)
                .thenComparing(release ->
                        !from.equals(release.on(track).map(Standing::top).orElse(null)))
                .thenComparing(release -> release.place().place());
        return releases.stream()
                .filter(release -> leads(release, track, from, to))
                .min(preferred)
                .orElse(null);
    }

    private static boolean leads(Release release, Track track, Version from, Version to) {
        return release.on(track).filter(standing -> standing.leads(from, to)).isPresent();
    }

    /** The release to deploy in each minor between the database's and the target's, the newest minor first. */
    private List<Release> stopsBefore(Release target) {
        Minor own = Minors.minor(target).orElse(null);
        Minor newest = own == null ? null : newest(own.prefix()).orElse(null);
        if (own == null || newest == null || newest.compareTo(own) <= 0) {
            return List.of();
        }
        SortedMap<Minor, Release> stops = new TreeMap<>(Comparator.reverseOrder());
        for (Release release : releases) {
            Minors.minor(release)
                    .filter(minor -> minor.prefix().equals(own.prefix()))
                    .filter(minor -> minor.compareTo(own) > 0 && minor.compareTo(newest) < 0)
                    .filter(minor -> release.standings().stream().noneMatch(WayFinder::astray))
                    .ifPresent(minor -> stops.merge(minor, release, WayFinder::better));
        }
        return List.copyOf(stops.values());
    }

    /** The newest minor that the database's schema belongs to, over all tracks. */
    private Optional<Minor> newest(String prefix) {
        return timelines.stream()
                .filter(timeline -> timeline.history() != null)
                .flatMap(timeline -> {
                    Version current = Objects.requireNonNull(timeline.history()).current();
                    return current == null
                            ? Stream.<Minor>empty()
                            : minors.of(timeline.track(), current, prefix).map(Minors.Schema::minor).stream();
                })
                .max(Comparator.naturalOrder());
    }

    /** Whether a stop there would leave the database where the release's own migrations differ. */
    private static boolean astray(Standing standing) {
        return standing.top() != null
                && !standing.top().equals(standing.agreed())
                && standing.differences().values().stream().anyMatch(Difference::apart);
    }

    /** A release proper before one to try out, then the newer one; {@code releases} has the newest first. */
    private static Release better(Release one, Release other) {
        boolean trial = one.version().map(ReleaseVersion::isPreRelease).orElse(true);
        boolean otherTrial = other.version().map(ReleaseVersion::isPreRelease).orElse(true);
        return trial && !otherTrial ? other : one;
    }

    private List<Way.Missing> missing(List<Stage> stages) {
        List<Way.Missing> missing = new ArrayList<>();
        for (Stage stage : stages) {
            for (Move move : stage.moves()) {
                move.undone().stream()
                        .filter(row -> !undoable(row))
                        .forEach(row -> missing.add(new Way.Missing(move.track(), row)));
            }
        }
        return missing;
    }

    /** Whether some place has a down script for what was applied. */
    private static boolean undoable(TimelineRow row) {
        Migration shown = row.migration();
        return shown.down() != null
                || row.candidates().stream()
                        .map(found -> found.migration())
                        .anyMatch(found -> found.sameUp(shown) && found.down() != null);
    }

    private static List<Track> strangers(Release target, Map<Track, Version> position) {
        return target.standings().stream()
                .filter(standing -> standing.top() != null && standing.agreed() == null)
                .map(Standing::track)
                .filter(position::containsKey)
                .toList();
    }
}
