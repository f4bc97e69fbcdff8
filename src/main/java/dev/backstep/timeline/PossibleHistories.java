package dev.backstep.timeline;

import dev.backstep.model.Candidate;
import dev.backstep.model.Evidence;
import dev.backstep.model.History;
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
import java.util.function.BiPredicate;

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
        History history = timeline.history();
        Version current = history == null ? null : history.current();
        return history == null || current == null
                ? new PossibleHistories(List.of(), 0)
                : new Search(timeline, history, current).all(sets);
    }

    private static final class Search {
        private final List<TimelineRow> rows;
        private final Version current;
        private final boolean complete;
        private final List<PossibleHistory> found = new ArrayList<>();

        Search(Timeline timeline, History history, Version current) {
            this.rows = timeline.applied().reversed();
            this.current = current;
            this.complete = history.complete();
        }

        PossibleHistories all(List<MigrationSet> sets) {
            add(List.of(), with((row, candidate) -> false));
            sets.stream()
                    .filter(set ->
                            TimelineSources.isTip(set) && set.migrations().containsKey(current))
                    .forEach(this::add);
            for (TimelineRow row : rows) {
                row.candidates().stream()
                        .filter(candidate -> candidate.migration().up() != null && !covered(row, candidate.migration()))
                        .forEach(candidate -> addInstead(candidate.foundAt().getFirst()));
            }
            int most = Math.min(found.size(), MOST);
            return new PossibleHistories(found.subList(0, most), found.size() - most);
        }

        /** A folder up to the database's version; where the database says which were applied, those as they are there. */
        private void add(MigrationSet set) {
            if (complete) {
                add(set.places(), with((row, candidate) -> sameThere(set, candidate.migration())));
                return;
            }
            NavigableMap<Version, Migration> migrations =
                    new TreeMap<>(set.migrations().headMap(current, true));
            rows.stream()
                    .filter(row -> row.evidence() == Evidence.PROVEN)
                    .map(TimelineRow::version)
                    .findFirst()
                    .ifPresent(first -> migrations.tailMap(first, true).clear());
            rows.stream()
                    .filter(row -> row.evidence() == Evidence.PROVEN)
                    .forEach(row -> migrations.put(row.version(), row.migration()));
            add(set.places(), migrations.values());
        }

        private static boolean sameThere(MigrationSet set, Migration migration) {
            Migration there = set.migrations().get(migration.version());
            return there != null && there.sameScripts(migration);
        }

        /** The shown history with what this place has in its stead. */
        private void addInstead(Provenance place) {
            add(
                    List.of(place),
                    with((row, candidate) -> row.evidence() != Evidence.PROVEN
                            && candidate.foundAt().contains(place)));
        }

        /** The shown history with these contents in its stead. */
        private List<Migration> with(BiPredicate<TimelineRow, Candidate> instead) {
            return rows.stream()
                    .map(row -> row.candidates().stream()
                            .filter(candidate -> instead.test(row, candidate))
                            .findFirst()
                            .map(Candidate::migration)
                            .orElse(row.migration()))
                    .toList();
        }

        private boolean covered(TimelineRow row, Migration content) {
            return row.evidence() == Evidence.PROVEN
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
