package dev.backstep.analysis;

import dev.backstep.analysis.TrackAnalysis.Place;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ContentId;
import dev.backstep.model.Lane;
import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.sql.ScriptFacts;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.sql.rules.Reversal;
import dev.backstep.sql.rules.ScriptAnalysis;
import dev.backstep.sql.rules.ScriptReading;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a track's scripts, oldest first, and keeps what it read: the next time only what changed is read, and what stands
 * above it.
 */
public final class Analyst {

    /** How many readings make it worth telling. */
    private static final int BATCH = 500;

    private final ScriptReader scripts;
    private Map<Key, Kept> kept = Map.of();

    /** @param scripts reads the texts */
    public Analyst(ScriptReader scripts) {
        this.scripts = scripts;
    }

    /**
     * Reads all scripts of a timeline; it takes seconds the first time.
     *
     * @param progress hears now and then what was read so far
     * @throws CancellationException when the thread is interrupted
     */
    public synchronized TrackAnalysis read(Timeline timeline, Consumer<TrackAnalysis> progress) {
        Map<Key, Kept> used = new HashMap<>();
        Map<Place, MigrationReading> readings = new HashMap<>();
        Map<Version, KnownSchema> applied = new HashMap<>();
        KnownSchema database = KnownSchema.empty();
        KnownSchema checkout = KnownSchema.empty();
        for (TimelineRow row : timeline.rows().reversed()) {
            if (Thread.interrupted()) {
                throw new CancellationException();
            }
            boolean pending = row.lane() == Lane.CHECKOUT;
            Kept read = read(row.migration(), pending ? checkout : database, used);
            readings.put(Place.of(row), read.reading());
            if (row.lane() == Lane.BOTH) {
                checkout = checkout == database
                        ? read.after()
                        : read(row.migration(), checkout, used).after();
            }
            if (pending) {
                checkout = read.after();
            } else {
                database = read.after();
                applied.put(row.version(), database);
            }
            if (readings.size() % BATCH == 0) {
                progress.accept(new TrackAnalysis(readings, applied));
            }
        }
        kept = used;
        return new TrackAnalysis(readings, applied);
    }

    private Kept read(Migration migration, KnownSchema before, Map<Key, Kept> used) {
        Key key = new Key(before, content(migration.up()), content(migration.down()));
        Kept known = kept.get(key);
        if (known != null) {
            used.put(key, known);
            return known;
        }
        byte[] upText = text(migration.up());
        byte[] downText = text(migration.down());
        Kept read = read(upText, downText, before);
        // A text that could not be read this time is asked for again.
        if ((upText != null || migration.up() == null) && (downText != null || migration.down() == null)) {
            used.put(key, read);
        }
        return read;
    }

    private static Kept read(byte @Nullable [] upText, byte @Nullable [] downText, KnownSchema before) {
        ScriptReading up = upText == null ? null : ScriptAnalysis.read(upText, before);
        KnownSchema after = up == null ? before.afterUnread() : up.after();
        ScriptReading down = downText == null ? null : ScriptAnalysis.read(downText, after);
        Reversal reversal = up == null || down == null || downText == null
                ? null
                : Reversal.of(before, up, down, ScriptFacts.of(new String(downText, StandardCharsets.UTF_8)));
        return new Kept(new MigrationReading(up, down, reversal), after);
    }

    /** A text that cannot be read now leaves the row unknown; the detail pane says why when it shows the text. */
    private byte @Nullable [] text(@Nullable Script script) {
        try {
            return script == null ? null : scripts.read(script);
        } catch (BackstepException e) {
            return null;
        }
    }

    private static @Nullable ContentId content(@Nullable Script script) {
        return script == null ? null : script.content();
    }

    /** The same scripts on the same schema say the same; schemas are the same when they are one object. */
    private record Key(
            KnownSchema before,
            @Nullable ContentId up,
            @Nullable ContentId down) {}

    private record Kept(MigrationReading reading, KnownSchema after) {}
}
