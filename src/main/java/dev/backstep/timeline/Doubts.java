package dev.backstep.timeline;

import dev.backstep.model.Candidate;
import dev.backstep.model.HistoryComparison;
import dev.backstep.model.Migration;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.Provenance;
import dev.backstep.model.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against the likeliest history.
 *
 * <p>A place that has the database's version could be where the database was migrated from. Where such a place differs from
 * the likeliest history, in content or because a migration is missing there, the version is in doubt; and so is one whose
 * number any ref uses for another migration. What the database itself proves is never in doubt, nor what
 * replaying settled: there all of this was tried.
 */
final class Doubts {

    private final NavigableSet<Version> doubtful = new TreeSet<>();
    private final Map<Version, List<Provenance>> without = new HashMap<>();

    Doubts(TimelineSources sources, Applied applied, Candidates candidates, @Nullable Version current) {
        if (current == null) {
            return;
        }
        for (Migration migration : applied.migrations().values()) {
            if (candidates.around(migration).stream().anyMatch(other -> reusesNumber(migration, other))) {
                doubtful.add(migration.version());
            }
        }
        // A row for each says which were applied, so that a place without one speaks against nothing.
        boolean complete = sources.history() != null && sources.history().complete();
        for (MigrationSet other : complete ? List.<MigrationSet>of() : sources.tips()) {
            if (other.migrations().containsKey(current)) {
                compare(applied, other, current);
            }
        }
        doubtful.removeIf(applied::proven);
        HistoryComparison compared = sources.compared();
        if (compared != null) {
            doubtful.removeIf(compared::settles);
            without.keySet().removeIf(compared::settles);
        }
        without.keySet().removeIf(applied::proven);
    }

    /** Versions up to the database's that could be something else than the likeliest history says, ascending. */
    List<Version> versions() {
        return List.copyOf(doubtful);
    }

    /** Places that have the database's version, but not this migration; empty when there is no such place. */
    List<Provenance> without(Version version) {
        return without.getOrDefault(version, List.of());
    }

    private void compare(Applied applied, MigrationSet other, Version current) {
        Map<Version, Migration> theirs = other.migrations().headMap(current, true);
        for (Migration migration : applied.migrations().values()) {
            Migration their = theirs.get(migration.version());
            if (their == null) {
                doubtful.add(migration.version());
                without.computeIfAbsent(migration.version(), version -> new ArrayList<>())
                        .addAll(other.places());
            } else if (!their.sameUp(migration)) {
                doubtful.add(migration.version());
            }
        }
        theirs.keySet().stream()
                .filter(version -> !applied.migrations().containsKey(version))
                .forEach(doubtful::add);
    }

    private static boolean reusesNumber(Migration migration, Candidate other) {
        return !other.migration().sameUp(migration) && !other.migration().name().equals(migration.name());
    }
}
