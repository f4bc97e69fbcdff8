package dev.backstep.journal;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.backstep.journal.Look.Held;
import dev.backstep.journal.Look.Position;
import dev.backstep.model.ContentId;
import dev.backstep.model.Migration;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.Provenance.Rise;
import dev.backstep.model.Provenance.Seen;
import dev.backstep.model.Script;
import dev.backstep.model.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a history's file: where the history stood, and what was seen for the first time then.
 *
 * @param at when, ISO 8601 in UTC
 * @param server host and port
 * @param database the database's name
 * @param table the history table
 * @param position the version; null for nothing applied
 * @param stamp the history's stamp
 * @param checkout the checkout's top folder
 * @param branch what was checked out
 * @param commit the full id of its commit; null before the first one
 * @param migrations what had not been seen before; may be empty
 */
record SightingLine(
        String at,
        String server,
        String database,
        String table,
        @Nullable String position,
        String stamp,
        String checkout,
        String branch,
        @Nullable String commit,
        List<Entry> migrations) {

    // Here and not where the lines are asked for: Gson takes its time, and a start has a place for lines but needs
    // none.
    private static final Gson GSON = new Gson();

    static SightingLine of(Look look, Instant now, List<Held> fresh) {
        Version at = look.position().at();
        return new SightingLine(
                now.toString(),
                look.subject().database().server(),
                look.subject().database().database(),
                look.subject().table().toString(),
                at == null ? null : at.text(),
                look.position().stamp(),
                look.checkout(),
                look.branch(),
                look.commit(),
                fresh.stream().map(Entry::of).toList());
    }

    /**
     * Reads a line; null where it is empty.
     *
     * @throws JsonParseException when it is torn
     */
    static @Nullable SightingLine parse(String line) {
        return GSON.fromJson(line, SightingLine.class);
    }

    /** The line as it is kept, without its end. */
    byte[] bytes() {
        return GSON.toJson(this).getBytes(StandardCharsets.UTF_8);
    }

    Instant time() {
        return Instant.parse(at);
    }

    Position where() {
        return new Position(position == null ? null : new Version(position), stamp);
    }

    /** The place that an entry of this line was seen at. */
    Provenance place(Entry entry) {
        return new Provenance(Place.JOURNAL, branch, null, new Seen(time(), checkout, entry.committed(), entry.rise()));
    }

    /**
     * A migration.
     *
     * @param up its up script; null where it had none
     * @param down its down script; null where it had none
     */
    record Entry(
            String version,
            String name,
            @Nullable Text up,
            @Nullable Text down,
            boolean committed,
            @Nullable Rise rise) {

        static Entry of(Held held) {
            Migration seen = held.migration();
            return new Entry(
                    seen.version().text(),
                    seen.name(),
                    Text.of(seen.up()),
                    Text.of(seen.down()),
                    held.committed(),
                    held.rise());
        }

        Migration migration() {
            return new Migration(new Version(version), name, script(up), script(down));
        }

        private static @Nullable Script script(@Nullable Text text) {
            return text == null ? null : new Script(text.file(), new ContentId(text.blob()));
        }
    }

    /** A script: its file's name and its content's id, by which the text is kept. */
    record Text(String file, String blob) {

        static @Nullable Text of(@Nullable Script script) {
            return script == null
                    ? null
                    : new Text(script.fileName(), script.content().hex());
        }
    }
}
