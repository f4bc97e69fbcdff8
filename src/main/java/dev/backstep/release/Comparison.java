package dev.backstep.release;

import dev.backstep.model.Evidence;
import dev.backstep.model.History;
import dev.backstep.model.History.Keeping;
import dev.backstep.model.Migration;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.Note;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares the folder of one track, as releases have it, with what the database has applied. */
public final class Comparison {

    private final Timeline timeline;
    private final @Nullable Version current;
    private final boolean fillsGaps;
    private final @Nullable Version baseline;
    private final Map<Version, TimelineRow> applied = new LinkedHashMap<>();
    private final Set<Version> doubted = new HashSet<>();

    public Comparison(Timeline timeline) {
        this.timeline = timeline;
        List<TimelineRow> ascending = timeline.applied().stream()
                .filter(row -> !row.version().isRepeatable() && !row.has(Note.Baseline.class))
                .sorted(Comparator.comparing(TimelineRow::version))
                .toList();
        ascending.forEach(row -> {
            applied.put(row.version(), row);
            if (doubtful(row)) {
                doubted.add(row.version());
            }
        });
        History history = timeline.history();
        baseline = history == null ? null : history.baseline();
        fillsGaps = history != null && history.keeping() == Keeping.ROWS_FILLING_GAPS;
        // Of rows the highest counts, in whatever order they were applied.
        boolean rows = history != null && history.complete() && !ascending.isEmpty();
        current = rows ? ascending.getLast().version() : history == null ? null : history.current();
    }

    /** How a release whose folder holds these migrations stands to the database. */
    public Standing with(MigrationSet set) {
        NavigableMap<Version, Migration> theirs = set.versioned();
        if (theirs.isEmpty()) {
            return new Standing(timeline.track(), null, null, new TreeMap<>(), new TreeSet<>(), 0, set.duplicates());
        }
        Version top = theirs.lastKey();
        NavigableMap<Version, Difference> differences = new TreeMap<>();
        TreeSet<Version> withoutDown = new TreeSet<>();
        for (TimelineRow row : applied.values()) {
            if (row.version().compareTo(top) > 0) {
                break;
            }
            Migration their = theirs.get(row.version());
            Difference difference = difference(row, their);
            if (difference != null) {
                differences.put(row.version(), difference);
            }
            if (their != null && their.down() == null) {
                withoutDown.add(row.version());
            }
        }
        if (current != null && !fillsGaps) {
            theirs.headMap(current, true).keySet().stream()
                    .filter(version -> !applied.containsKey(version))
                    .filter(version -> baseline == null || version.compareTo(baseline) > 0)
                    .forEach(version -> differences.put(version, Difference.NEVER_RAN));
        }
        int pending = (int) theirs.keySet().stream().filter(this::runs).count();
        return new Standing(
                timeline.track(), top, agreed(top, differences), differences, withoutDown, pending, set.duplicates());
    }

    /** A release that has nothing of this track. */
    public Standing without() {
        return new Standing(timeline.track(), null, null, new TreeMap<>(), new TreeSet<>(), 0, List.of());
    }

    private boolean runs(Version theirs) {
        return !applied.containsKey(theirs) && (current == null || fillsGaps || theirs.compareTo(current) > 0);
    }

    private @Nullable Difference difference(TimelineRow row, @Nullable Migration their) {
        if (their == null) {
            return Difference.LACKING;
        }
        if (row.migration().sameUp(their)) {
            return doubted.contains(row.version()) ? Difference.UNPROVEN : null;
        }
        boolean candidate =
                row.candidates().stream().anyMatch(found -> found.migration().sameUp(their));
        return candidate && row.evidence() == Evidence.AMBIGUOUS ? Difference.MAY_BE_OTHER : Difference.OTHER;
    }

    private @Nullable Version agreed(Version top, NavigableMap<Version, Difference> differences) {
        Version apart = differences.entrySet().stream()
                .filter(entry -> entry.getValue().apart())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
        Version agreed = null;
        for (Version version : applied.keySet()) {
            if (version.compareTo(top) > 0 || (apart != null && version.compareTo(apart) >= 0)) {
                break;
            }
            agreed = version;
        }
        return agreed;
    }

    /** Found with several contents to apply, or perhaps never run; what the database itself proves is neither. */
    private static boolean doubtful(TimelineRow row) {
        boolean several = row.evidence() == Evidence.AMBIGUOUS
                && row.candidates().stream()
                        .anyMatch(found -> !found.migration().sameUp(row.migration()));
        return several || row.has(Note.MayNotHaveRun.class);
    }
}
