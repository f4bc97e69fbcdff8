package dev.backstep.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.SampleTimelines;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Candidate;
import dev.backstep.model.ContentId;
import dev.backstep.model.Evidence;
import dev.backstep.model.Lane;
import dev.backstep.model.Marker;
import dev.backstep.model.Migration;
import dev.backstep.model.Note;
import dev.backstep.model.Script;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.sql.observed.Observed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
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

    @Test
    void whatNoScriptMadeMayStillBeThereWhereAnotherTrackChangesTheDatabase() {
        TimelineRow row = row(1, Lane.BOTH, "DROP TABLE IF EXISTS teams;", null);
        assertEquals(Marker.COMPATIBLE, read(row).marker(row));
        assertEquals(
                Marker.BREAKING,
                analyst.read(timeline(row), false, Progress.unheard()).marker(row));
    }

    @Test
    void aMarkerIsNeverBetterThanThatOfAnyCandidate() {
        TimelineRow agreeing = ambiguous(2, "ALTER TABLE users DROP COLUMN a;", "ALTER TABLE users DROP COLUMN b;");
        TimelineRow disagreeing = ambiguous(3, "CREATE TABLE posts (id int);", "DROP TABLE users;");
        TimelineRow worst = ambiguous(4, "ALTER TABLE users DROP COLUMN c;", "CREATE TABLE likes (id int);");
        TrackAnalysis read = read(worst, disagreeing, agreeing, row(1, Lane.BOTH, USERS, null));
        assertEquals(
                "breaking, read from the SQL of the likeliest candidate",
                MarkerText.known(Objects.requireNonNull(read.mark(worst))));
        assertEquals(Marker.BREAKING, read.marker(agreeing));
        assertEquals(false, read.after(Version.of(2)).complete());
        RowMarker mark = Objects.requireNonNull(read.mark(disagreeing));
        assertEquals(
                "unknown: its candidates disagree. Several migrations have this number, and the database does not say"
                        + " which was applied: feature/alpha's m3 is compatible, feature/alpha's other is breaking.",
                MarkerText.known(mark) + ". " + MarkerText.reason(mark, disagreeing.migration()));
        assertEquals(
                Marker.BREAKING,
                read.of(disagreeing, disagreeing.candidates().get(1).migration())
                        .marker());
    }

    @Test
    void anEditedMigrationCountsAsItWasAppliedAndForTheCheckoutAsItIsNow() {
        Migration now = migration(2, "CREATE TABLE posts (id int);", null);
        TimelineRow edited = SampleTimelines.with(
                row(2, Lane.BOTH, "CREATE TABLE posts (id int, kind text);", null), new Note.Edited(now));
        TimelineRow pending = row(3, Lane.CHECKOUT, "ALTER TABLE posts DROP COLUMN IF EXISTS kind;", null);
        TrackAnalysis read = read(pending, edited, row(1, Lane.BOTH, USERS, null));
        assertEquals(Marker.COMPATIBLE, read.marker(pending));
    }

    @Test
    void aDeclarationIsTrustedAndItsContradictionIsSaid() {
        TimelineRow row = row(
                2,
                Lane.BOTH,
                "-- backstep: compatible — nobody read it since 2.4\nALTER TABLE users DROP COLUMN id;",
                null);
        RowMarker mark =
                Objects.requireNonNull(read(row, row(1, Lane.BOTH, USERS, null)).mark(row));
        assertEquals(
                List.of(new Mark(Source.DECLARED, Marker.COMPATIBLE), new Mark(Source.READ, Marker.BREAKING)),
                mark.reading().marks());
        assertEquals(
                "compatible ! compatible as its author declares; the SQL says breaking. Its author declares it"
                        + " compatible, but the SQL says breaking: Older builds use id of users, which is gone.",
                MarkerText.pill(mark) + " " + MarkerText.known(mark) + ". " + MarkerText.reason(mark, row.migration()));
    }

    @Test
    void whatWasObservedIsTrustedMoreThanWhatWasReadWhileTheTextsAreTheSame() {
        TimelineRow first = row(1, Lane.BOTH, USERS + "CREATE VIEW all_users AS SELECT id FROM users;", null);
        String again = "DROP VIEW all_users; CREATE VIEW all_users AS SELECT * FROM users;";
        TimelineRow view = row(2, Lane.BOTH, again, null);
        TimelineRow declared = row(3, Lane.BOTH, "-- backstep: compatible\nSELECT 1;", null);
        Observations seen = new Observations(
                List.of(
                        new Observations.Seen(new LaneStep(first, first.migration()), compatible()),
                        new Observations.Seen(new LaneStep(view, view.migration()), compatible()),
                        new Observations.Seen(
                                new LaneStep(declared, declared.migration()),
                                new Observed(Marker.BREAKING, List.of()))),
                List.of());
        Timeline now = timeline(row(4, Lane.CHECKOUT, "SELECT 1;", null), declared, view, first);
        TrackAnalysis read = analyst.read(now, true, Progress.unheard());
        TrackAnalysis observed = read.with(seen.on(now, true));
        RowMarker mark = Objects.requireNonNull(observed.mark(view));
        assertEquals(
                List.of(new Mark(Source.OBSERVED, Marker.COMPATIBLE), new Mark(Source.READ, Marker.CONDITIONAL)),
                mark.reading().marks());
        assertEquals(
                "compatible, observed by replaying it. Replaying it changed nothing that older builds see.",
                MarkerText.known(mark) + ". " + MarkerText.reason(mark, view.migration()));
        RowMarker against = Objects.requireNonNull(observed.mark(declared));
        assertTrue(against.contradicted());
        assertEquals("compatible as its author declares; a replay shows breaking", MarkerText.known(against));
        // Beside another track the replay may have missed something: what is better does not count, what is worse does.
        TrackAnalysis shared = read.with(seen.on(now, false));
        assertEquals(Marker.CONDITIONAL, shared.marker(view));
        assertTrue(Objects.requireNonNull(shared.mark(declared)).contradicted());
        Timeline changed = timeline(view, row(1, Lane.BOTH, USERS, null));
        assertEquals(Map.of(), seen.on(changed, true));
    }

    @Test
    void whatIsDeclaredBreakingAndBreaksNothingStaysBreakingAndIsNoted() {
        TimelineRow careful = row(1, Lane.BOTH, "-- backstep: breaking — caches\nCREATE TABLE a (id int);", null);
        TimelineRow right = row(2, Lane.BOTH, "-- backstep: breaking\nDROP TABLE a;", null);
        TrackAnalysis read = analyst.read(timeline(right, careful), true, Progress.unheard());
        RowMarker mark = Objects.requireNonNull(read.mark(careful));
        assertEquals(Marker.BREAKING, mark.marker());
        assertEquals(Source.READ, mark.reading().harmlessBy());
        assertNull(Objects.requireNonNull(read.mark(right)).reading().harmlessBy());
    }

    @Test
    void aboveWhatIsNotClearAnObservationIsNoBetterThanTheText() {
        TimelineRow unclear = ambiguous(2, "CREATE TABLE posts (id int);", "DROP TABLE users;");
        TimelineRow above = row(3, Lane.DATABASE, "ALTER TABLE users ADD COLUMN a int NOT NULL;", null);
        Observations seen = new Observations(
                List.of(
                        new Observations.Seen(new LaneStep(unclear, unclear.migration()), compatible()),
                        new Observations.Seen(new LaneStep(above, above.migration()), compatible())),
                List.of());
        Timeline timeline = timeline(above, unclear);
        TrackAnalysis observed =
                analyst.read(timeline, true, Progress.unheard()).with(seen.on(timeline, true));
        assertEquals(Marker.COMPATIBLE, observed.of(unclear).marker());
        assertEquals(Marker.BREAKING, observed.marker(above));
        assertEquals(Marker.COMPATIBLE, observed.of(above).observed());
    }

    private static Observed compatible() {
        return new Observed(Marker.COMPATIBLE, List.of());
    }

    @Test
    void whatIsNoTextOrTooLargeOrUnreadableIsUnknownWithItsReason() {
        TimelineRow bytes = rowOf(1, Lane.BOTH, new byte[] {'S', (byte) 0xff}, null);
        TimelineRow large = rowOf(2, Lane.BOTH, new byte[20_000_000], new byte[20_000_000]);
        TimelineRow gone = row(3, Lane.BOTH, "SELECT 1;", null);
        texts.remove(Objects.requireNonNull(gone.migration().up()).content());
        TrackAnalysis read = read(gone, large, bytes);
        assertEquals(
                List.of(
                        "UNKNOWN This file is no UTF-8 text, so nothing in it was read.",
                        "UNKNOWN This is too large to be read.",
                        "UNKNOWN The up script could not be read; its tab says why."),
                List.of(said(read, bytes), said(read, large), said(read, gone)));
    }

    @Test
    void aCancelledReadingIsGoneOnWithTheNextTime() {
        List<TimelineRow> rows = new ArrayList<>();
        for (int version = 100; version >= 1; version--) {
            rows.add(row(version, Lane.BOTH, "CREATE TABLE t" + version + " (id int);", null));
        }
        Timeline timeline = timeline(rows.toArray(TimelineRow[]::new));
        List<String> heard = new ArrayList<>();
        assertThrows(
                CancellationException.class,
                () -> analyst.read(timeline, true, (soFar, read, of) -> {
                    heard.add(read + " of " + of + (soFar.read(rows.get(100 - read)) ? "" : " not")
                            + (soFar.read(rows.get(99 - read)) ? " more" : ""));
                    if (read >= 50) {
                        Thread.currentThread().interrupt();
                    }
                }));
        assertEquals(List.of("25 of 100", "52 of 100"), heard);
        assertEquals(52, asked);
        TrackAnalysis read = analyst.read(timeline, true, Progress.unheard());
        assertEquals(100, asked);
        assertTrue(rows.stream().allMatch(read::read));
    }

    @Test
    void aRowWhoseTextChangedIsNotYetRead() {
        TimelineRow before = row(1, Lane.BOTH, USERS, null);
        TrackAnalysis read = read(before);
        TimelineRow after = row(1, Lane.BOTH, USERS + " ", null);
        assertNull(read.mark(after));
        assertEquals(Marker.UNKNOWN, read.marker(after));
        assertEquals(Marker.COMPATIBLE, read.marker(before));
    }

    private static String said(TrackAnalysis read, TimelineRow row) {
        RowMarker mark = Objects.requireNonNull(read.mark(row));
        return mark.marker() + " " + MarkerText.reason(mark, row.migration());
    }

    private static List<?> reversal(TrackAnalysis read, TimelineRow row) {
        var reversal = read.of(row).reversal();
        return reversal == null ? List.of("none") : reversal.findings();
    }

    private TrackAnalysis read(TimelineRow... newestFirst) {
        return analyst.read(timeline(newestFirst), true, Progress.unheard());
    }

    private static Timeline timeline(TimelineRow... newestFirst) {
        return new Timeline(
                SampleTimelines.CORE, null, List.of(newestFirst), null, new Verdict.InSync(null), List.of());
    }

    private TimelineRow ambiguous(int version, String one, String other) {
        Migration shown = migration(version, one, null);
        Migration second = new Migration(Version.of(version), "other", script("other.up.sql", bytes(other)), null);
        return new TimelineRow(
                shown,
                Lane.DATABASE,
                Evidence.AMBIGUOUS,
                List.of(
                        new Candidate(shown, List.of(SampleTimelines.ALPHA_BRANCH)),
                        new Candidate(second, List.of(SampleTimelines.ALPHA_BRANCH))),
                List.of(),
                List.of());
    }

    private TimelineRow row(int version, Lane lane, @Nullable String up, @Nullable String down) {
        return rowOf(version, lane, bytes(up), bytes(down));
    }

    private TimelineRow rowOf(int version, Lane lane, byte @Nullable [] up, byte @Nullable [] down) {
        return new TimelineRow(migrationOf(version, up, down), lane, Evidence.FOUND, List.of(), List.of(), List.of());
    }

    private Migration migration(int version, @Nullable String up, @Nullable String down) {
        return migrationOf(version, bytes(up), bytes(down));
    }

    private Migration migrationOf(int version, byte @Nullable [] up, byte @Nullable [] down) {
        return new Migration(
                Version.of(version),
                "m" + version,
                script(version + ".up.sql", up),
                script(version + ".down.sql", down));
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private @Nullable Script script(String name, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        texts.put(ContentId.of(bytes), bytes);
        return new Script(name, ContentId.of(bytes));
    }

    private byte[] text(Script script) throws BackstepException {
        asked++;
        byte[] text = texts.get(script.content());
        if (text == null) {
            throw new BackstepException("git.file_gone", null, script.fileName());
        }
        return text;
    }
}
