package dev.backstep.journal;

import dev.backstep.journal.Look.Position;
import dev.backstep.model.ContentId;
import dev.backstep.model.Migration;
import dev.backstep.model.Provenance.Seen;
import dev.backstep.model.Script;
import dev.backstep.model.Sighting;
import dev.backstep.model.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of one history add up to.
 *
 * <p>A sighting holds as long as the history, as far as it was looked at, only rose. When the history stands lower, what
 * stood above is void: it was undone. When it was written and stands where it stood, its top migration was run anew, or
 * forced, and what was below may have been run anew too: the first is void, the others hold no more.
 */
final class Chronicle {

    private final Map<Key, Sighting> sightings = new LinkedHashMap<>();
    private @Nullable Position last;

    /** A content of a version; a rise that was watched is worth a sighting of its own. */
    private record Key(
            Version version,
            @Nullable ContentId up,
            @Nullable ContentId down,
            boolean rose) {}

    Chronicle(List<SightingLine> lines) {
        for (SightingLine line : lines) {
            moveTo(line.where());
            for (SightingLine.Entry entry : line.migrations()) {
                Sighting sighting = new Sighting(entry.migration(), line.place(entry), true);
                Sighting before = sightings.get(key(sighting));
                if (before == null || !before.holds()) {
                    sightings.put(key(sighting), sighting);
                }
            }
        }
    }

    /** Goes on to where the history stands at another look. */
    void moveTo(Position now) {
        Position before = last;
        last = now;
        if (before == null || before.stamp().equals(now.stamp())) {
            return;
        }
        int direction = compare(now.at(), before.at());
        if (direction > 0) {
            return;
        }
        sightings.values().removeIf(sighting -> isVoid(sighting.migration().version(), now.at(), direction == 0));
        if (direction == 0) {
            sightings.replaceAll((key, sighting) -> new Sighting(sighting.migration(), sighting.place(), false));
        }
    }

    /** Whether the history stands where it stood at the last line. */
    boolean standsAt(Position now) {
        return now.equals(last);
    }

    /** Everything that was seen and is not void, the oldest first. */
    List<Sighting> sightings() {
        return new ArrayList<>(sightings.values());
    }

    /** Whether this content, risen or not, was seen and still holds. */
    boolean has(Migration migration, boolean rose) {
        Sighting seen = sightings.get(key(migration, rose));
        if (!rose && (seen == null || !seen.holds())) {
            seen = sightings.get(key(migration, true));
        }
        return seen != null && seen.holds();
    }

    private static boolean isVoid(Version version, @Nullable Version now, boolean topToo) {
        int above = compare(version, now);
        return topToo ? above >= 0 : above > 0;
    }

    private static int compare(@Nullable Version one, @Nullable Version other) {
        if (one == null || other == null) {
            return Objects.equals(one, other) ? 0 : one == null ? -1 : 1;
        }
        return one.compareTo(other);
    }

    private static Key key(Sighting sighting) {
        return key(sighting.migration(), sighting.place().past() instanceof Seen seen && seen.rise() != null);
    }

    private static Key key(Migration migration, boolean rose) {
        return new Key(migration.version(), id(migration.up()), id(migration.down()), rose);
    }

    private static @Nullable ContentId id(@Nullable Script script) {
        return script == null ? null : script.content();
    }
}
