package dev.backstep.timeline;

import dev.backstep.model.Evidence;
import dev.backstep.model.Migration;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.PossibleHistory;
import dev.backstep.model.Provenance;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The ways in which a track may have come to its database's version.
 *
 * <p>They are not every combination of the contents that were found. What a branch holds was mostly applied as a whole: so
 * they are the history that the timeline shows, the folder of each place that has the database's version, and, for contents
 * in none of these, the shown history with all that their place has instead. What the database itself proves is in each.
 *
 * @param tried the shown history first
 * @param leftOut how many more there are than are worth trying
 */
public record PossibleHistories(List<PossibleHistory> tried, int leftOut) {

    /** Each takes a replay. */
    public static final int MOST = 40;

    public PossibleHistories {
        tried = List.copyOf(tried);
    }

    /** @param sets the track's folder at every place it was read at */
    public static PossibleHistories of(Timeline timeline, List<MigrationSet> sets) {
        return timeline.history() == null || timeline.history().current() == null
                ? new PossibleHistories(List.of(), 0)
                : new Search(timeline, timeline.history().current()).all(sets);
    }

    private static final class Search {
        private final List<TimelineRow> rows;
        private final Version current;
        private final NavigableMap<Version, Migration> shown = new TreeMap<>();
        private final NavigableMap<Version, Migration> proven = new TreeMap<>();
        private final List<PossibleHistory> found = new ArrayList<>();

        Search(Timeline timeline, Version current) {
            this.rows = timeline.applied();
            this.current = current;
            rows.forEach(row -> shown.put(row.version(), row.migration()));
            rows.stream()
                    .filter(row -> row.evidence() == Evidence.PROVEN)
                    .forEach(row -> proven.put(row.version(), row.migration()));
        }

        PossibleHistories all(List<MigrationSet> sets) {
            add(List.of(), shown.values());
            sets.stream()
                    .filter(set ->
                            TimelineSources.isTip(set) && set.migrations().containsKey(current))
                    .forEach(this::add);
            for (TimelineRow row : rows) {
                row.candidates().stream()
                        .filter(candidate -> candidate.migration().up() != null && !covered(candidate.migration()))
                        .forEach(candidate -> addInstead(candidate.foundAt()));
            }
            int most = Math.min(found.size(), MOST);
            return new PossibleHistories(found.subList(0, most), found.size() - most);
        }

        /** A folder up to the database's version. */
        private void add(MigrationSet set) {
            NavigableMap<Version, Migration> migrations =
                    new TreeMap<>(set.migrations().headMap(current, true));
            if (!proven.isEmpty()) {
                migrations.tailMap(proven.firstKey(), true).clear();
                migrations.putAll(shown.tailMap(proven.firstKey(), true));
            }
            add(set.places(), migrations.values());
        }

        /** The shown history with what one of these places has in its stead. */
        private void addInstead(List<Provenance> places) {
            Provenance place = places.getFirst();
            NavigableMap<Version, Migration> migrations = new TreeMap<>(shown);
            for (TimelineRow row : rows) {
                row.candidates().stream()
                        .filter(candidate -> candidate.foundAt().contains(place) && !proven.containsKey(row.version()))
                        .findFirst()
                        .ifPresent(candidate -> migrations.put(row.version(), candidate.migration()));
            }
            add(List.of(place), migrations.values());
        }

        private boolean covered(Migration content) {
            return proven.containsKey(content.version())
                    || found.stream().anyMatch(history -> {
                        Migration its = history.at(content.version());
                        return its != null && its.sameUp(content);
                    });
        }

        private void add(Collection<Provenance> places, Collection<Migration> migrations) {
            PossibleHistory history = new PossibleHistory(List.copyOf(places), List.copyOf(migrations));
            for (int i = 0; i < found.size(); i++) {
                PossibleHistory known = found.get(i);
                if (known.sameUps(history)) {
                    LinkedHashSet<Provenance> both = new LinkedHashSet<>(known.places());
                    both.addAll(places);
                    found.set(i, new PossibleHistory(List.copyOf(both), known.migrations()));
                    return;
                }
            }
            found.add(history);
        }
    }
}
