package dev.backstep.timeline;

import dev.backstep.model.Migration;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.ReleaseVersion;
import dev.backstep.model.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which tags end at which migration. */
final class Releases {

    private final Map<Version, List<Release>> byTop = new HashMap<>();

    Releases(List<MigrationSet> sets) {
        for (MigrationSet set : sets) {
            if (set.versioned().isEmpty()) {
                continue;
            }
            Migration top = set.versioned().lastEntry().getValue();
            set.places().stream()
                    .filter(place -> place.place() == Place.TAG)
                    .forEach(tag -> byTop.computeIfAbsent(top.version(), version -> new ArrayList<>())
                            .add(new Release(tag, top)));
        }
        Comparator<Release> newest =
                Comparator.comparing(Release::name, ReleaseVersion.tagOrder().reversed());
        byTop.values().forEach(releases -> releases.sort(newest));
    }

    /** The tags whose highest migration this is, the newest version first. */
    List<String> endingAt(Migration migration) {
        return byTop.getOrDefault(migration.version(), List.of()).stream()
                .filter(release -> release.top().sameUp(migration))
                .map(release -> release.tag().name())
                .toList();
    }

    private record Release(Provenance tag, Migration top) {
        String name() {
            return tag.name();
        }
    }
}
