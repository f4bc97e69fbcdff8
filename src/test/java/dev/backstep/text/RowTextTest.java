package dev.backstep.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.fixture.SampleTimelines;
import dev.backstep.model.Lane;
import dev.backstep.model.Migration;
import dev.backstep.model.Note;
import dev.backstep.model.Provenance;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowTextTest {

    @Test
    void aRowSaysWhereItStandsAndWhereItsDownScriptIs() {
        assertEquals(
                List.of(
                        "448 alpha_cleanup | Applied · missing from this checkout | feature/alpha",
                        "447 beta_backfill | Pending · in this checkout | on disk",
                        "445 chat_runtime | Applied · in this checkout | on disk",
                        "447 (name not known) | Applied · missing from this checkout | missing",
                        "447 gamma | Applied · missing from this checkout | ambiguous",
                        "445 chat_runtime | Applied · edited in this checkout | feature/alpha"),
                Stream.of(
                                SampleTimelines.alpha(448, "alpha_cleanup"),
                                SampleTimelines.pending(447, "beta_backfill"),
                                SampleTimelines.shared(445, 445).getFirst(),
                                SampleTimelines.unknown(447),
                                SampleTimelines.ambiguous(447, "gamma"),
                                SampleTimelines.edited().rows().getFirst())
                        .map(row -> RowText.title(row) + " | " + RowText.state(row) + " | " + RowText.downScript(row))
                        .toList());
    }

    @Test
    void everyNoteHasAWordAndASentence() {
        Provenance main = new Provenance(Provenance.Place.BRANCH, "main", SampleTimelines.ALPHA);
        assertEquals(
                List.of(
                        "Edited: The checkout's text differs from the one that was applied.",
                        "Renumbered: The same text stands under 12 on the other side.",
                        "Pending below: The database is already at 448. A tool that only goes up from there never"
                                + " runs this one.",
                        "May not have run: main has the database's version without this migration.",
                        "May not have run: main, feature/alpha, feature/beta and 1 more have the database's version"
                                + " without this migration.",
                        "Renamed: The checkout calls it other; the text is the same.",
                        "Uncommitted: It is only in the working tree; no commit has it."),
                Stream.of(
                                new Note.Edited(Migration.unknown(Version.of(1))),
                                new Note.Renumbered(Version.of(12)),
                                new Note.PendingBelow(Version.of(448)),
                                new Note.MayNotHaveRun(List.of(main)),
                                new Note.MayNotHaveRun(List.of(
                                        main,
                                        SampleTimelines.ALPHA_BRANCH,
                                        new Provenance(Provenance.Place.BRANCH, "feature/beta", null),
                                        new Provenance(Provenance.Place.TAG, "v1", null))),
                                new Note.Renamed("other"),
                                new Note.Uncommitted())
                        .map(note -> RowText.name(note) + ": " + RowText.sentence(note))
                        .toList());
    }

    @Test
    void evidenceIsNeverMoreThanIsKnown() {
        TimelineRow found = SampleTimelines.alpha(448, "alpha_cleanup");
        assertEquals(Lane.DATABASE, found.lane());
        assertEquals(
                "Found: every place that has 448 has this text. The database records only the number.",
                RowText.evidence(found));
        assertEquals(
                "Ambiguous: 447 was found with 2 contents, and the database does not say which was applied.",
                RowText.evidence(SampleTimelines.ambiguous(447, "gamma")));
        assertEquals("Missing: no branch, tag or stash has 447.", RowText.evidence(SampleTimelines.unknown(447)));
    }

    @Test
    void timesAreSaidAsAges() {
        assertEquals(
                List.of(
                        "just now",
                        "just now",
                        "1 minute ago",
                        "59 minutes ago",
                        "1 hour ago",
                        "23 hours ago",
                        "1 day ago",
                        "13 days ago",
                        "2 weeks ago",
                        "2 months ago",
                        "24 months ago",
                        "2 years ago"),
                Stream.of(
                                Duration.ofHours(-3),
                                Duration.ofSeconds(59),
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(59),
                                Duration.ofHours(1),
                                Duration.ofHours(23),
                                Duration.ofDays(1),
                                Duration.ofDays(13),
                                Duration.ofDays(14),
                                Duration.ofDays(61),
                                Duration.ofDays(729),
                                Duration.ofDays(730))
                        .map(age -> RelativeTime.of(SampleTimelines.NOW.minus(age), SampleTimelines.NOW))
                        .toList());
    }
}
