package dev.backstep.timeline;

import static dev.backstep.fixture.Sets.branch;
import static dev.backstep.fixture.Sets.cleanCheckout;
import static dev.backstep.fixture.Sets.head;
import static dev.backstep.fixture.Sets.history;
import static dev.backstep.fixture.Sets.migration;
import static dev.backstep.fixture.Sets.stash;
import static dev.backstep.fixture.Sets.tag;
import static dev.backstep.fixture.Sets.workingTree;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Sets;
import dev.backstep.model.AppliedRecord;
import dev.backstep.model.Evidence;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Lane;
import dev.backstep.model.Migration;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.Note;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Track;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimelineBuilderTest {

    private static final HistoryTable TABLE = new HistoryTable("golang-migrate", "public", "schema_migrations");
    private static final Track TRACK = new Track("core", "migrations", TABLE);

    @Test
    void theDatabaseOfAnotherBranchPartsAtTheCommonAncestor() {
        Timeline timeline = build(at(448), beta().set(), alpha().set());

        assertEquals(Version.of(445), timeline.ancestor());
        assertEquals(new Verdict.Diverged(3, 2, Version.of(445)), timeline.verdict());
        assertEquals(
                List.of(
                        "448 alpha_cleanup DATABASE FOUND",
                        "447 alpha_indexes DATABASE AMBIGUOUS",
                        "446 alpha_feature DATABASE AMBIGUOUS",
                        "447 beta_backfill CHECKOUT FOUND",
                        "446 beta_table CHECKOUT FOUND",
                        "445 chat_runtime BOTH FOUND",
                        "444 m444 BOTH FOUND"),
                words(timeline).subList(0, 7));
        assertEquals(447, timeline.rows().size() - 3);
    }

    @Test
    void anAmbiguousVersionHasItsCandidatesSideBySide() {
        Timeline timeline = build(at(448), beta().set(), alpha().set());

        TimelineRow row = row(timeline, "alpha_indexes");
        assertEquals(
                List.of("alpha_indexes", "beta_backfill"),
                row.candidates().stream().map(c -> c.migration().name()).toList());
        assertEquals(
                List.of(branch("feature/alpha")), row.candidates().getFirst().foundAt());
    }

    @Test
    void whatTheDatabaseRecordsIsProven() {
        History history = new History(TABLE, Version.of(448), false, List.of(record(448), record(447), record(446)));
        Timeline timeline = build(history, beta().set(), alpha().set());

        assertEquals(
                List.of(Evidence.PROVEN, Evidence.PROVEN, Evidence.PROVEN),
                timeline.applied().stream().limit(3).map(TimelineRow::evidence).toList());
        assertEquals(
                List.of(Place.BRANCH, Place.DATABASE),
                row(timeline, "alpha_indexes").candidates().getFirst().foundAt().stream()
                        .map(p -> p.place())
                        .toList());
    }

    @Test
    void whatTheDatabaseRecordsStandsAboveTheLikeliestBranch() {
        AppliedRecord beta446 = new AppliedRecord(
                Version.of(446), "beta_table", "000446_beta_table.down.sql", "up beta_table", "down beta_table");
        History history = new History(TABLE, Version.of(448), false, List.of(record(448), record(447), beta446));
        Timeline timeline = build(history, beta().set(), alpha().set());

        assertEquals(Version.of(446), timeline.ancestor());
        assertEquals("446 beta_table BOTH PROVEN", words(timeline).get(3));
    }

    @Test
    void inSyncOnlyWhereNothingSpeaksAgainstIt() {
        assertEquals(
                new Verdict.InSync(Version.of(5)),
                build(at(5), cleanCheckout("main").range(1, 5).set()).verdict());
        assertEquals(
                new Verdict.Unverified(List.of(Version.of(5)), 0),
                build(
                                at(5),
                                cleanCheckout("main").range(1, 5).set(),
                                Sets.at(branch("other"))
                                        .range(1, 4)
                                        .with(5, "elsewhere")
                                        .set())
                        .verdict());
    }

    @Test
    void pendingMigrationsAboveTheDatabaseMeanBehind() {
        Timeline timeline = build(at(3), cleanCheckout("main").range(1, 5).set());
        assertEquals(new Verdict.Behind(2, Version.of(3)), timeline.verdict());
        assertEquals(Version.of(3), timeline.ancestor());
        assertEquals(Lane.CHECKOUT, timeline.rows().getFirst().lane());
    }

    @Test
    void anEmptyHistoryIsBehindByAll() {
        Timeline timeline = build(
                new History(TABLE, null, false, List.of()),
                cleanCheckout("main").range(1, 3).set());
        assertEquals(new Verdict.Behind(3, null), timeline.verdict());
        assertNull(timeline.ancestor());
    }

    @Test
    void aheadWhenOnlyTheDatabaseHasMore() {
        Timeline timeline = build(
                at(7),
                cleanCheckout("main").range(1, 5).set(),
                Sets.at(branch("next")).range(1, 7).set());
        assertEquals(new Verdict.Ahead(2, Version.of(5)), timeline.verdict());
    }

    @Test
    void aVersionNobodyKnowsIsShownAsMissing() {
        Timeline timeline = build(at(9), cleanCheckout("main").range(1, 5).set());
        TimelineRow top = timeline.rows().getFirst();
        assertEquals(Migration.unknown(Version.of(9)), top.migration());
        assertEquals(Evidence.MISSING, top.evidence());
        assertEquals(List.of(), top.candidates());
        assertEquals(new Verdict.Ahead(1, Version.of(5)), timeline.verdict());
    }

    @Test
    void aVersionFoundOnlyInTheHistoryBringsItsLineage() {
        Timeline timeline = build(
                at(7),
                cleanCheckout("main").range(1, 5).set(),
                Sets.at(history("lost"))
                        .range(1, 5)
                        .with(6, "lost_six")
                        .with(7, "lost_seven")
                        .set());
        assertEquals(
                List.of("7 lost_seven DATABASE FOUND", "6 lost_six DATABASE FOUND", "5 m5 BOTH FOUND"),
                words(timeline).subList(0, 3));
    }

    @Test
    void anOlderTextInTheHistoryMakesNothingAmbiguousThatARefHas() {
        Timeline timeline = build(
                at(6),
                cleanCheckout("main").range(1, 5).set(),
                Sets.at(history("old"))
                        .range(1, 3)
                        .with(4, "m4", "first draft")
                        .with(5, "m5")
                        .with(6, "gone")
                        .set());
        assertEquals(Evidence.FOUND, row(timeline, "gone").evidence());
        assertEquals(Evidence.FOUND, row(timeline, "m5").evidence());
        assertTrue(row(timeline, "m4").has(Note.Edited.class));
    }

    @Test
    void aReleasedMigrationIsLikelierThanAStaleBranchsOwn() {
        Timeline timeline = build(
                at(5),
                cleanCheckout("main").range(1, 4).set(),
                Sets.at(branch("stale")).range(1, 4).with(5, "never_merged").set(),
                Sets.at(tag("v1.1.0"), tag("v1.1.1"))
                        .range(1, 4)
                        .with(5, "released")
                        .set());
        assertEquals("5 released DATABASE AMBIGUOUS", words(timeline).getFirst());
    }

    @Test
    void stashedScriptsAreFound() {
        Timeline timeline = build(
                at(6),
                cleanCheckout("main").range(1, 5).set(),
                Sets.at(stash()).range(1, 6).set());
        assertEquals(
                List.of(stash()),
                timeline.rows().getFirst().candidates().getFirst().foundAt());
    }

    @Test
    void aFileEditedAfterItWasAppliedIsOneRowWithANote() {
        Migration edited = migration(4, "m4", "edited text");
        Timeline timeline = build(
                at(5),
                Sets.at(workingTree("main"))
                        .range(1, 3)
                        .with(edited)
                        .with(5, "m5")
                        .set(),
                Sets.at(head("main")).range(1, 5).set());
        assertEquals(5, timeline.rows().size());
        assertEquals(List.of(new Note.Edited(edited)), row(timeline, "m4").notes());
        assertEquals(Evidence.AMBIGUOUS, row(timeline, "m4").evidence());
        assertEquals(Version.of(3), timeline.ancestor());
        assertEquals(new Verdict.Diverged(1, 0, Version.of(3)), timeline.verdict());
    }

    @Test
    void aRenamedFileWithTheSameTextIsStillTheSameMigration() {
        Timeline timeline = build(
                at(5),
                Sets.at(workingTree("main"))
                        .range(1, 4)
                        .with(5, "better_name", "m5")
                        .set(),
                Sets.at(head("main")).range(1, 5).set());
        assertEquals(
                new Note.Renamed("better_name"), row(timeline, "m5").notes().getFirst());
        assertEquals(Version.of(5), timeline.ancestor());
    }

    @Test
    void aRenumberedFileIsToldOnBothSides() {
        Timeline timeline = build(
                at(6),
                cleanCheckout("main")
                        .range(1, 5)
                        .with(6, "theirs")
                        .with(7, "mine")
                        .set(),
                Sets.at(branch("before")).range(1, 5).with(6, "mine").set());
        TimelineRow applied = timeline.rows().stream()
                .filter(row -> row.lane() == Lane.BOTH && row.version().equals(Version.of(6)))
                .findFirst()
                .orElseThrow();
        // the checkout has a 6 as well, so the likeliest history is the checkout's own, and 6 is in doubt
        assertEquals(Evidence.AMBIGUOUS, applied.evidence());
        assertEquals(new Verdict.Unverified(List.of(Version.of(6)), 1), timeline.verdict());

        Timeline ahead = build(
                at(8),
                cleanCheckout("main")
                        .range(1, 5)
                        .with(6, "theirs")
                        .with(7, "mine")
                        .set(),
                Sets.at(branch("before"))
                        .range(1, 5)
                        .with(6, "mine")
                        .with(8, "last")
                        .set());
        assertTrue(row(ahead, "mine").notes().contains(new Note.Renumbered(Version.of(7))));
        assertTrue(ahead.rows().stream()
                .anyMatch(row ->
                        row.lane() == Lane.CHECKOUT && row.notes().contains(new Note.Renumbered(Version.of(6)))));
    }

    @Test
    void anUncommittedFileBelowTheDatabasesVersionIsPendingBelow() {
        Timeline timeline = build(
                at(5),
                Sets.at(workingTree("main")).range(1, 5).set(),
                Sets.at(head("main")).range(1, 3).with(5, "m5").set());
        TimelineRow late = row(timeline, "m4");
        assertEquals(Lane.CHECKOUT, late.lane());
        assertEquals(List.of(new Note.PendingBelow(Version.of(5)), new Note.Uncommitted()), late.notes());
        assertEquals(Version.of(3), timeline.ancestor());
        assertEquals(new Verdict.Diverged(0, 1, Version.of(3)), timeline.verdict());
    }

    @Test
    void aMigrationThatAnotherPlausibleHistoryLacksMayNotHaveRun() {
        Timeline timeline = build(
                at(5),
                cleanCheckout("main").range(1, 5).set(),
                Sets.at(tag("v1.0.0")).range(1, 3).with(5, "m5").set());
        assertEquals(
                List.of(new Note.MayNotHaveRun(List.of(tag("v1.0.0")))),
                row(timeline, "m4").notes());
        assertEquals(new Verdict.Unverified(List.of(Version.of(4)), 0), timeline.verdict());
    }

    @Test
    void gapsAreNoDisagreement() {
        Timeline timeline = build(
                at(9),
                cleanCheckout("main").with(1, "a").with(4, "b").with(9, "c").set());
        assertEquals(new Verdict.InSync(Version.of(9)), timeline.verdict());
        assertEquals(List.of("9 c BOTH FOUND", "4 b BOTH FOUND", "1 a BOTH FOUND"), words(timeline));
    }

    @Test
    void dirtyNamesBothVersionsItCanMean() {
        History dirty = new History(TABLE, Version.of(4), true, List.of());
        assertEquals(
                new Verdict.Dirty(Version.of(4), Version.of(5)),
                build(dirty, cleanCheckout("main").range(1, 5).set()).verdict());
        assertEquals(
                new Verdict.Dirty(null, Version.of(1)),
                build(
                                new History(TABLE, null, true, List.of()),
                                cleanCheckout("main").range(1, 5).set())
                        .verdict());
    }

    @Test
    void withoutAHistoryTableEverythingIsPending() {
        MigrationSet set = cleanCheckout("main").range(1, 2).set();
        Track track = new Track("core", "migrations", null);
        assertEquals(
                new Verdict.NoHistoryTable(2),
                TimelineBuilder.build(new TimelineSources(track, null, false, List.of(set)))
                        .verdict());
        assertEquals(
                new Verdict.EmptyDatabase(2),
                TimelineBuilder.build(new TimelineSources(track, null, true, List.of(set)))
                        .verdict());
    }

    @Test
    void aHistoryTableWithoutAFolderShowsItsVersion() {
        Track track = new Track("vector", null, TABLE);
        Timeline timeline = TimelineBuilder.build(new TimelineSources(track, at(3), false, List.of()));
        assertEquals(new Verdict.NoFolder(Version.of(3)), timeline.verdict());
        assertEquals(List.of("3  DATABASE MISSING"), words(timeline));
    }

    @Test
    void tagsStandAtTheirHighestMigration() {
        Timeline timeline = build(
                at(5),
                cleanCheckout("main").range(1, 5).set(),
                Sets.at(tag("v1.9.0"), tag("v1.10.0-rc1"), tag("v1.10.0"))
                        .range(1, 3)
                        .set());
        assertEquals(
                List.of("v1.10.0", "v1.10.0-rc1", "v1.9.0"), row(timeline, "m3").releases());
    }

    @Test
    void duplicateFilesInTheCheckoutAreKept() {
        Timeline timeline = build(
                at(1),
                cleanCheckout("main").range(1, 1).duplicate("000001_b.up.sql").set());
        assertEquals(List.of("000001_b.up.sql"), timeline.checkoutDuplicates());
    }

    @Test
    void anEditedDownScriptIsAmbiguousButNoDivergence() {
        Migration older = new Migration(
                Version.of(5),
                "m5",
                migration(5, "m5").up(),
                migration(5, "m5", "older").down());
        Timeline timeline = build(
                at(5),
                cleanCheckout("main").range(1, 5).set(),
                Sets.at(tag("v1")).range(1, 4).with(older).set());
        assertEquals(Evidence.AMBIGUOUS, row(timeline, "m5").evidence());
        assertEquals(Version.of(5), timeline.ancestor());
        assertEquals(new Verdict.InSync(Version.of(5)), timeline.verdict());
    }

    private static Sets beta() {
        return cleanCheckout("feature/beta")
                .range(1, 444)
                .with(445, "chat_runtime")
                .with(446, "beta_table")
                .with(447, "beta_backfill");
    }

    private static Sets alpha() {
        return Sets.at(branch("feature/alpha"))
                .range(1, 444)
                .with(445, "chat_runtime")
                .with(446, "alpha_feature")
                .with(447, "alpha_indexes")
                .with(448, "alpha_cleanup");
    }

    private static AppliedRecord record(long version) {
        String name = version == 446 ? "alpha_feature" : version == 447 ? "alpha_indexes" : "alpha_cleanup";
        String file = "%06d_%s.down.sql".formatted(version, name);
        return new AppliedRecord(Version.of(version), name, file, "up " + name, "down " + name);
    }

    private static History at(long version) {
        return new History(TABLE, Version.of(version), false, List.of());
    }

    private static Timeline build(@Nullable History history, MigrationSet... sets) {
        return TimelineBuilder.build(new TimelineSources(TRACK, history, false, Arrays.asList(sets)));
    }

    private static TimelineRow row(Timeline timeline, String name) {
        return timeline.rows().stream()
                .filter(row -> row.migration().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> words(Timeline timeline) {
        return timeline.rows().stream()
                .map(row -> row.version() + " " + row.migration().name() + " " + row.lane() + " " + row.evidence())
                .toList();
    }
}
