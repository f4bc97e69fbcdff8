package dev.backstep.inspection;

import dev.backstep.journal.Look;
import dev.backstep.journal.Look.Held;
import dev.backstep.journal.Look.Position;
import dev.backstep.journal.Look.Subject;
import dev.backstep.journal.Sightings;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.Evidence;
import dev.backstep.model.Head;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Lane;
import dev.backstep.model.Migration;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.Note;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.Provenance.Rise;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Sighting;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what was seen before, and sees: keeps which migrations this checkout holds that the database has, where nothing
 * speaks against it. What fails here spoils no inspection; the next one says it.
 */
final class Witness {

    private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

    private final Sightings sightings;
    private final ScriptReader scripts;
    private final ExecutorService threads;
    private final Map<HistoryTable, Before> before = new HashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();

    /**
     * @param scripts reads what the checkout holds
     * @param threads keep what was seen, after the inspection
     */
    Witness(Sightings sightings, ScriptReader scripts, ExecutorService threads) {
        this.sightings = sightings;
        this.scripts = scripts;
        this.threads = threads;
    }

    /** What this checkout held at the look before. */
    private record Before(Subject subject, @Nullable Version at, Map<Version, Migration> held) {}

    /** A history that was read, with what is known about its place. */
    record Scene(
            DatabaseIdentity database,
            History history,
            String stamp,
            String checkout,
            @Nullable Head head) {

        Subject subject() {
            return new Subject(database, history.table());
        }

        Position position() {
            return new Position(history.current(), stamp);
        }
    }

    /** What was seen of this history before, the oldest first. */
    List<Sighting> recall(Scene scene) {
        try {
            return sightings.of(scene.subject(), scene.position());
        } catch (IOException e) {
            failed("inspection.sightingsUnreadable", e);
            return List.of();
        }
    }

    /** Keeps what is seen now, on another thread. */
    void see(Scene scene, TrackReader.Reading reading) {
        MigrationSet onDisk = set(reading, Place.WORKING_TREE);
        Map<Version, Migration> held = onDisk == null ? Map.of() : onDisk.migrations();
        Before last = before.put(
                scene.history().table(),
                new Before(scene.subject(), scene.history().current(), held));
        if (scene.history().dirty() || scene.head() == null) {
            return;
        }
        MigrationSet committed = set(reading, Place.HEAD);
        List<Held> seen = new ArrayList<>();
        for (TimelineRow row : reading.timeline().rows()) {
            Migration mine = held.get(row.version());
            if (mine != null && plausible(row)) {
                Migration inHead =
                        committed == null ? null : committed.migrations().get(row.version());
                boolean same = inHead != null && inHead.sameScripts(mine);
                seen.add(new Held(mine, same, rise(scene, last, mine)));
            }
        }
        Head head = scene.head();
        String commit = head.commit() == null ? null : head.commit().id();
        Look look = new Look(scene.subject(), scene.position(), scene.checkout(), head.name(), commit, seen);
        threads.execute(() -> keep(look));
    }

    /** Sentences about what could not be read or kept. */
    List<String> problems() {
        return List.copyOf(problems.values());
    }

    /** The likeliest history has what the checkout has, and the database itself does not hold the text already. */
    private static boolean plausible(TimelineRow row) {
        return row.lane() == Lane.BOTH && !row.has(Note.Edited.class) && row.evidence() != Evidence.PROVEN;
    }

    private static @Nullable Rise rise(Scene scene, @Nullable Before last, Migration mine) {
        Version now = scene.history().current();
        if (last == null || now == null || !last.subject().equals(scene.subject())) {
            return null;
        }
        boolean wasBelow = last.at() == null || last.at().compareTo(mine.version()) < 0;
        Migration then = last.held().get(mine.version());
        return wasBelow && then != null && then.sameScripts(mine) ? new Rise(last.at(), now) : null;
    }

    private static @Nullable MigrationSet set(TrackReader.Reading reading, Place place) {
        return reading.sets().stream()
                .filter(set -> set.places().stream().anyMatch(found -> found.place() == place))
                .findFirst()
                .orElse(null);
    }

    private void keep(Look look) {
        try {
            sightings.keep(look, scripts);
            problems.remove("inspection.sightingsUnwritable");
        } catch (IOException | RuntimeException e) {
            // Whatever is wrong with the journal, the inspection stands.
            failed("inspection.sightingsUnwritable", e);
        }
    }

    private void failed(String key, Exception e) {
        if (problems.put(key, Text.of(key, sightings.path(), e.toString())) == null) {
            LOG.warn("The sightings in {} failed", sightings.path(), e);
        }
    }
}
