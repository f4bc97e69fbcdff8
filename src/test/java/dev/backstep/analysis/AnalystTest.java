package dev.backstep.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.backstep.fixture.SampleTimelines;
import dev.backstep.model.ContentId;
import dev.backstep.model.Evidence;
import dev.backstep.model.Lane;
import dev.backstep.model.Marker;
import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Scripts are read on what those before them left, each lane on its own. */
class AnalystTest {

    private static final String USERS = "CREATE TABLE users (id bigint PRIMARY KEY);";

    private final Map<ContentId, byte[]> texts = new HashMap<>();
    private int asked;
    private final Analyst analyst = new Analyst(this::text);

    @Test
    void eachLaneIsReadOnItsOwnSchema() {
        TimelineRow shared = row(1, Lane.BOTH, USERS, "DROP TABLE users;");
        TimelineRow applied = row(2, Lane.DATABASE, "ALTER TABLE users ADD COLUMN kind text NOT NULL;", null);
        TimelineRow pending = row(2, Lane.CHECKOUT, "CREATE TABLE IF NOT EXISTS users (id bigint);", null);
        TrackAnalysis read = read(applied, pending, shared);
        assertEquals(Marker.COMPATIBLE, read.marker(shared));
        assertEquals(Marker.BREAKING, read.marker(applied));
        assertEquals(
                3,
                read.after(Version.of(2)).objects().keySet().stream()
                        .filter(id -> id.toString().startsWith("users"))
                        .filter(id -> !id.toString().endsWith("pkey"))
                        .count());
        assertEquals(List.of(), reversal(read, shared));
        assertEquals(Version.of(2), pending.version());
    }

    @Test
    void nothingIsAssumedOfAScriptThatIsNotThere() {
        TimelineRow lost = row(2, Lane.DATABASE, null, null);
        TimelineRow top = row(3, Lane.DATABASE, "DROP TABLE IF EXISTS teams;", null);
        TrackAnalysis read = read(top, lost, row(1, Lane.BOTH, USERS, null));
        assertEquals(Marker.UNKNOWN, read.marker(lost));
        assertEquals(false, read.after(Version.of(2)).complete());
        assertEquals(Marker.BREAKING, read.marker(top));
    }

    @Test
    void whatWasReadIsNotReadAgain() {
        TimelineRow bottom = row(1, Lane.BOTH, USERS, null);
        TrackAnalysis first = read(row(2, Lane.BOTH, "DROP TABLE users;", null), bottom);
        int before = asked;
        TrackAnalysis second = read(row(2, Lane.BOTH, "ALTER TABLE users ADD COLUMN age int;", null), bottom);
        assertEquals(before + 1, asked);
        assertSame(first.of(bottom), second.of(bottom));
    }

    private static List<?> reversal(TrackAnalysis read, TimelineRow row) {
        var reversal = read.of(row).reversal();
        return reversal == null ? List.of("none") : reversal.findings();
    }

    private TrackAnalysis read(TimelineRow... newestFirst) {
        Timeline timeline = new Timeline(
                SampleTimelines.CORE, null, List.of(newestFirst), null, new Verdict.InSync(null), List.of());
        return analyst.read(timeline, _ -> {});
    }

    private TimelineRow row(int version, Lane lane, @Nullable String up, @Nullable String down) {
        Migration migration = new Migration(
                Version.of(version),
                "m" + version,
                script(version + ".up.sql", up),
                script(version + ".down.sql", down));
        return new TimelineRow(migration, lane, Evidence.FOUND, List.of(), List.of(), List.of());
    }

    private @Nullable Script script(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        texts.put(ContentId.of(bytes), bytes);
        return new Script(name, ContentId.of(bytes));
    }

    private byte[] text(Script script) {
        asked++;
        return Objects.requireNonNull(texts.get(script.content()));
    }
}
