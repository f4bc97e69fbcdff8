package dev.backstep.release;

import dev.backstep.model.Track;
import dev.backstep.model.Version;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a release stands to what the database has applied, on one track.
 *
 * @param track the track
 * @param top the highest migration in the release; null when it has none of this track
 * @param agreed the newest applied version up to which both agree, by version and content; null when they share nothing
 * @param differences by version, up to the database's version and the release's top
 * @param withoutDown applied versions that the release has too, but without a down script
 * @param pending how many of its migrations stand above the database's version
 * @param duplicates file names for which the tool refuses the release's folder
 */
public record Standing(
        Track track,
        @Nullable Version top,
        @Nullable Version agreed,
        NavigableMap<Version, Difference> differences,
        NavigableSet<Version> withoutDown,
        int pending,
        List<String> duplicates) {

    public Standing {
        differences = Collections.unmodifiableNavigableMap(new TreeMap<>(differences));
        withoutDown = Collections.unmodifiableNavigableSet(new TreeSet<>(withoutDown));
        duplicates = List.copyOf(duplicates);
    }

    /** The versions that differ in one of these ways, ascending. */
    List<Version> versions(Difference kind) {
        return differences.entrySet().stream()
                .filter(entry -> entry.getValue() == kind)
                .map(entry -> entry.getKey())
                .toList();
    }

    /** Whether the release has this applied version, whatever its content. */
    boolean has(Version applied) {
        return top != null && applied.compareTo(top) <= 0 && differences.get(applied) != Difference.LACKING;
    }

    /**
     * Whether the release's own down scripts lead from one applied version to a lower one: it has both, and between them
     * exactly what was applied, each with its down script. A migration more would be run down although it never ran up.
     *
     * @param to null for "nothing applied"
     */
    boolean leads(Version from, @Nullable Version to) {
        if (!has(from) || !duplicates.isEmpty() || (to != null && !has(to))) {
            return false;
        }
        NavigableMap<Version, Difference> between =
                to == null ? differences.headMap(from, true) : differences.subMap(to, false, from, true);
        NavigableSet<Version> missing =
                to == null ? withoutDown.headSet(from, true) : withoutDown.subSet(to, false, from, true);
        return missing.isEmpty() && between.values().stream().noneMatch(Difference::apart);
    }
}
