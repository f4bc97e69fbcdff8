package dev.backstep.timeline;

import dev.backstep.model.Candidate;
import dev.backstep.model.ContentId;
import dev.backstep.model.HistoryComparison;
import dev.backstep.model.Migration;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.Script;
import dev.backstep.model.Sighting;
import dev.backstep.model.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every content found for every version, and where. A content deeper in git counts only where no tip has a down script; one
 * that Backstep saw before counts where it still holds, or where nothing else has a down script.
 */
final class Candidates {

    private final Map<Version, Map<Contents, Found>> byVersion = new HashMap<>();
    private final @Nullable HistoryComparison compared;

    Candidates(TimelineSources sources) {
        compared = sources.compared();
        sources.tips().forEach(set -> set.migrations().values().forEach(migration -> add(migration, set.places())));
        sources.at(Place.INDEX).ifPresent(set -> addStaged(sources, set));
        Set<Version> withDown = new HashSet<>();
        byVersion.forEach((version, found) -> {
            if (found.values().stream().anyMatch(each -> each.migration.down() != null)) {
                withDown.add(version);
            }
        });
        for (MigrationSet set : sources.sets()) {
            if (!TimelineSources.isTip(set) && !TimelineSources.isAt(set, Place.INDEX)) {
                set.migrations().values().stream()
                        .filter(migration -> !withDown.contains(migration.version()))
                        .forEach(migration -> add(migration, set.places()));
            }
        }
        sources.sightings().forEach(this::addSeen);
    }

    /** What is staged counts where it is not HEAD's: then it was on disk once. */
    private void addStaged(TimelineSources sources, MigrationSet staged) {
        Map<Version, Migration> committed =
                sources.at(Place.HEAD).map(MigrationSet::migrations).orElse(Collections.emptyNavigableMap());
        List<Provenance> index = staged.places().stream()
                .filter(place -> place.place() == Place.INDEX)
                .toList();
        for (Migration migration : staged.migrations().values()) {
            Migration inHead = committed.get(migration.version());
            if (inHead == null || !inHead.sameScripts(migration)) {
                add(migration, index);
            }
        }
    }

    /** A text that is on disk anyway is no news, unless the database was seen to move over it. */
    private void addSeen(Sighting sighting) {
        Migration seen = sighting.migration();
        List<Provenance> place = List.of(sighting.place());
        Map<Contents, Found> known = byVersion.getOrDefault(seen.version(), Map.of());
        Found same = known.get(Contents.of(seen));
        if (same != null) {
            if (!same.onDisk() || rose(sighting)) {
                same.add(place);
            }
            return;
        }
        boolean mended =
                known.values().stream().anyMatch(each -> each.migration.sameUp(seen) && each.migration.down() != null);
        boolean undoable = known.values().stream().anyMatch(each -> each.migration.down() != null);
        if (!mended && (sighting.holds() || !undoable)) {
            add(seen, place);
        }
    }

    static boolean rose(Sighting sighting) {
        return sighting.place().past() instanceof Provenance.Seen seen && seen.rise() != null;
    }

    /** Adds a content, so that a history's own content is among the candidates wherever it was found. */
    void add(Migration migration, List<Provenance> found) {
        // Beside the working tree, the same text in the index is counted where it differs from HEAD only.
        List<Provenance> places = found.size() == 1
                ? found
                : found.stream().filter(place -> place.place() != Place.INDEX).toList();
        byVersion
                .computeIfAbsent(migration.version(), version -> new LinkedHashMap<>(2))
                .computeIfAbsent(Contents.of(migration), contents -> new Found(migration))
                .add(places);
    }

    /** The contents found for {@code shown}'s version, {@code shown} itself first. */
    List<Candidate> around(Migration shown) {
        List<Candidate> candidates = new ArrayList<>();
        byVersion.getOrDefault(shown.version(), Map.of()).values().forEach(found -> {
            Candidate candidate = new Candidate(
                    found.migration, found.places, compared == null ? null : compared.differences(found.migration));
            candidates.add(found.migration.sameScripts(shown) ? 0 : candidates.size(), candidate);
        });
        return candidates;
    }

    /** What identifies a content: the two scripts, whatever their names. */
    private record Contents(
            @Nullable ContentId up, @Nullable ContentId down) {
        static Contents of(Migration migration) {
            return new Contents(id(migration.up()), id(migration.down()));
        }

        private static @Nullable ContentId id(@Nullable Script script) {
            return script == null ? null : script.content();
        }
    }

    private static final class Found {
        private final Migration migration;
        private final List<Provenance> places = new ArrayList<>(2);

        Found(Migration migration) {
            this.migration = migration;
        }

        boolean onDisk() {
            return places.stream().anyMatch(place -> place.place() == Place.WORKING_TREE);
        }

        void add(List<Provenance> more) {
            more.stream().filter(place -> !places.contains(place)).forEach(places::add);
        }
    }
}
