package dev.backstep.analysis;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ContentId;
import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.Track;
import dev.backstep.sql.ScriptFacts;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.sql.rules.Reversal;
import dev.backstep.sql.rules.ScriptAnalysis;
import dev.backstep.sql.rules.ScriptReading;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads tracks' scripts, oldest first, and keeps what it read: the next time only what changed is read, and what stands
 * above it.
 */
public final class Analyst {

    private final ScriptReader scripts;
    private final Map<Track, Map<Key, Kept>> kept = new HashMap<>();

    /** @param scripts reads the texts */
    public Analyst(ScriptReader scripts) {
        this.scripts = scripts;
    }

    /** Reads all scripts of all timelines of a database; it takes seconds. */
    public Map<Track, TrackAnalysis> read(List<Timeline> timelines) {
        Map<Track, TrackAnalysis> read = new HashMap<>();
        timelines.forEach(
                timeline -> read.put(timeline.track(), read(timeline, timelines.size() == 1, Progress.unheard())));
        return read;
    }

    /** Reads one timeline whole whenever it is asked; what was read before is not read again. */
    public Function<Timeline, TrackAnalysis> reading(boolean alone) {
        return timeline -> read(timeline, alone, Progress.unheard());
    }

    /**
     * Reads all scripts of a timeline; it takes seconds the first time.
     *
     * @param alone whether no other track changes this database: only then what no script made does not exist
     * @throws CancellationException when the thread is interrupted; what was read until then is kept
     */
    public synchronized TrackAnalysis read(Timeline timeline, boolean alone, Progress progress) {
        Map<Key, Kept> before = kept.getOrDefault(timeline.track(), Map.of());
        Map<Key, Kept> used = new HashMap<>();
        KnownSchema start = alone ? KnownSchema.empty() : KnownSchema.unknown();
        try {
            TrackAnalysis read = new TrackPass(start, (migration, schema) -> read(migration, schema, before, used))
                    .read(timeline, progress);
            kept.put(timeline.track(), used);
            return read;
        } catch (CancellationException e) {
            Map<Key, Kept> both = new HashMap<>(before);
            both.putAll(used);
            kept.put(timeline.track(), both);
            throw e;
        }
    }

    /** What one migration's scripts say, and the schema after the up script. */
    record Kept(MigrationReading reading, KnownSchema after) {}

    /** Reads one migration on the schema that it meets. */
    @FunctionalInterface
    interface MigrationReader {
        Kept read(Migration migration, KnownSchema before);
    }

    private Kept read(Migration migration, KnownSchema schema, Map<Key, Kept> before, Map<Key, Kept> used) {
        Key key = new Key(schema, content(migration.up()), content(migration.down()));
        Kept known = used.getOrDefault(key, before.get(key));
        if (known != null) {
            used.put(key, known);
            return known;
        }
        byte[] upText = known(migration.up()) ? text(migration.up()) : null;
        byte[] downText = text(migration.down());
        Kept read = read(upText, downText, schema);
        // A text that could not be read this time is asked for again.
        if ((upText != null || !known(migration.up())) && (downText != null || migration.down() == null)) {
            used.put(key, read);
        }
        return read;
    }

    private static Kept read(byte @Nullable [] upText, byte @Nullable [] downText, KnownSchema before) {
        ScriptReading up = upText == null ? null : ScriptAnalysis.read(upText, before);
        KnownSchema after = up == null ? before.afterUnread() : up.after();
        ScriptReading down = downText == null ? null : ScriptAnalysis.read(downText, after);
        Reversal reversal = up == null || down == null || downText == null || ScriptAnalysis.tooLarge(downText)
                ? null
                : Reversal.of(before, up, down, ScriptFacts.of(new String(downText, StandardCharsets.UTF_8)));
        return new Kept(
                new MigrationReading(before, up, down == null ? null : down.withoutSchema(), reversal, List.of(), null),
                after);
    }

    /** A text that cannot be read now leaves the row unknown; the detail pane says why when it shows the text. */
    private byte @Nullable [] text(@Nullable Script script) {
        try {
            return script == null ? null : scripts.read(script);
        } catch (BackstepException e) {
            return null;
        }
    }

    /** Whether its text is what its tool sends. */
    private static boolean known(@Nullable Script up) {
        return up != null && up.isSent();
    }

    private static @Nullable ContentId content(@Nullable Script script) {
        return script == null ? null : script.content();
    }

    /** The same scripts on the same schema say the same; schemas are the same when they are one object. */
    private record Key(
            KnownSchema before,
            @Nullable ContentId up,
            @Nullable ContentId down) {}
}
