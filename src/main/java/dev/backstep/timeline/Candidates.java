package dev.backstep.timeline;

import dev.backstep.model.Candidate;
import dev.backstep.model.ContentId;
import dev.backstep.model.Migration;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.Provenance;
import dev.backstep.model.Script;
import dev.backstep.model.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every content found for every version, and where; a content deeper in the history counts only where no ref has one. */
final class Candidates {

    private final Map<Version, Map<Contents, Found>> byVersion = new HashMap<>();

    Candidates(TimelineSources sources) {
        for (MigrationSet set : sources.tips()) {
            set.migrations().values().forEach(migration -> add(migration, set.places()));
        }
        Map<Version, Boolean> atTips = new HashMap<>();
        byVersion.forEach((version, found) ->
                atTips.put(version, found.values().stream().anyMatch(f -> f.migration.down() != null)));
        for (MigrationSet set : sources.sets()) {
            if (TimelineSources.isAt(set, Provenance.Place.HISTORY)) {
                set.migrations().values().stream()
                        .filter(migration -> !atTips.getOrDefault(migration.version(), false))
                        .forEach(migration -> add(migration, set.places()));
            }
        }
    }

    /** Adds a content, so that a history's own content is among the candidates wherever it was found. */
    void add(Migration migration, List<Provenance> places) {
        byVersion
                .computeIfAbsent(migration.version(), version -> new LinkedHashMap<>(2))
                .computeIfAbsent(Contents.of(migration), contents -> new Found(migration))
                .add(places);
    }

    /** The contents found for {@code shown}'s version, {@code shown} itself first. */
    List<Candidate> around(Migration shown) {
        List<Candidate> candidates = new ArrayList<>();
        byVersion.getOrDefault(shown.version(), Map.of()).values().forEach(found -> {
            Candidate candidate = new Candidate(found.migration, found.places);
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

        void add(List<Provenance> more) {
            more.stream().filter(place -> !places.contains(place)).forEach(places::add);
        }
    }
}
