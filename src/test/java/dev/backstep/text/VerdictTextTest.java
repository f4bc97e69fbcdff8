package dev.backstep.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.backstep.fixture.SampleTimelines;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Timeline;
import dev.backstep.model.Track;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTextTest {

    @Test
    void diverged() {
        says(
                SampleTimelines.orchard(),
                "The database is 3 migrations ahead of this checkout.",
                "They last met at 445 chat_runtime. The down scripts of 446–448 are on branch feature/alpha; this"
                        + " checkout then adds 2 pending migrations.",
                "3 ahead");
    }

    @Test
    void divergedWithAmbiguousVersions() {
        says(
                SampleTimelines.ambiguous(),
                "The database is 3 migrations ahead of this checkout.",
                "They last met at 445 chat_runtime. The down scripts of 446–448 are on branch feature/alpha; this"
                        + " checkout then adds 2 pending migrations. 446 and 447 were found with other contents too;"
                        + " you choose in the preview.",
                "3 ahead");
    }

    @Test
    void divergedWithoutAnAncestor() {
        says(
                SampleTimelines.strangers(),
                "The database is 2 migrations ahead of this checkout.",
                "They have no migration in common. The down scripts of 1 and 2 are on branch feature/alpha; this"
                        + " checkout then adds 1 pending migration.",
                "2 ahead");
    }

    @Test
    void edited() {
        says(
                SampleTimelines.edited(),
                "1 migration was edited in this checkout after being applied.",
                "They last met at 444 user_secrets. The down script of 445 is on branch feature/alpha.",
                "1 ahead");
    }

    @Test
    void ahead() {
        says(
                SampleTimelines.ahead(),
                "The database is 1 migration ahead of this checkout.",
                "They last met at 445 chat_runtime. The down script of 446 is on branch feature/alpha.",
                "1 ahead");
    }

    @Test
    void aheadWithoutDownScripts() {
        says(
                SampleTimelines.missing(),
                "The database is 2 migrations ahead of this checkout.",
                "They last met at 445 chat_runtime. No down script was found for 446 and 447.",
                "2 ahead");
    }

    @Test
    void inSync() {
        says(
                SampleTimelines.inSync(),
                "Database and checkout are in sync at 445 chat_runtime.",
                "Every version up to 445 was found with one content only, and this checkout has it. Nothing is"
                        + " pending.",
                "in sync");
    }

    @Test
    void nothingAnywhere() {
        says(
                SampleTimelines.nothingAnywhere(),
                "Database and checkout are in sync: nothing is applied.",
                "The history table is empty, and this checkout has no migrations.",
                "in sync");
    }

    @Test
    void behind() {
        says(
                SampleTimelines.behind(),
                "The database is 2 migrations behind this checkout.",
                "It is at 445 chat_runtime. golang-migrate applies the 2 pending ones; nothing has to be rolled back.",
                "2 pending");
    }

    @Test
    void nothingApplied() {
        says(
                SampleTimelines.nothingApplied(),
                "The database is 20 migrations behind this checkout.",
                "Nothing is applied yet. golang-migrate applies all 20 of them.",
                "20 pending");
    }

    @Test
    void dirtyNamesBothThingsItCanMean() {
        says(
                SampleTimelines.dirty(),
                "The database is marked dirty at 447 alpha_indexes.",
                "Either up 447 failed, and the schema is about that of 446; or down 448 failed, and the schema is"
                        + " about that of 448. The mark does not say which. Let Backstep compare the schema with"
                        + " each first; the force command of golang-migrate only sets the number.",
                "dirty");
    }

    /** Its migrations have no force command; its script has a reset. */
    @Test
    void codersMarkHasNoForceCommand() {
        Timeline dirty = SampleTimelines.dirty();
        HistoryTable table = new HistoryTable("coder", "public", "schema_migrations");
        Timeline coders = new Timeline(
                new Track("database", null, table),
                dirty.history(),
                dirty.rows(),
                dirty.ancestor(),
                dirty.verdict(),
                List.of(),
                null);
        assertEquals(
                "Either up 447 failed, and the schema is about that of 446; or down 448 failed, and the schema is"
                        + " about that of 448. The mark does not say which. Let Backstep compare the schema with"
                        + " each first; coder has no command that takes off the mark, and the --db-reset of its"
                        + " scripts/develop drops everything.",
                VerdictText.detail(coders));
    }

    @Test
    void dirtyBelowTheFirst() {
        says(
                SampleTimelines.dirtyNil(),
                "The database is marked dirty below its first migration.",
                "Down 1 failed, and the schema is about that of 1. Let Backstep compare the schema with"
                        + " each first; the force command of golang-migrate only sets the number.",
                "dirty");
    }

    @Test
    void unverified() {
        says(
                SampleTimelines.unverified(),
                "The numbers agree, but 444 may be another migration than this checkout's.",
                "It was found with several contents, and the database records only the number. Compare the"
                        + " candidates.",
                "unverified");
    }

    @Test
    void noHistoryTable() {
        says(
                SampleTimelines.noHistoryTable(),
                "The database has no history table for core.",
                "It has tables, but none in which a migration tool keeps this track. If there is one, pair it;"
                        + " otherwise all 447 migrations are pending.",
                "no history");
    }

    @Test
    void emptyDatabase() {
        says(
                SampleTimelines.emptyDatabase(),
                "The database is empty.",
                "It has no tables at all. All 447 migrations of this checkout are pending.",
                "empty");
    }

    @Test
    void noFolder() {
        says(
                SampleTimelines.noFolder(),
                "No folder of this checkout belongs to public.vector_schema_migrations.",
                "The database is at 3 there. If the checkout has its migrations, pair their folder.",
                "no folder");
    }

    @Test
    void unreadableHistory() {
        says(
                SampleTimelines.unreadableHistory(),
                "The history in public.schema_migrations makes no sense.",
                "The table public.schema_migrations has 2 rows.",
                "unreadable");
    }

    @Test
    void duplicatesAreSaidAsTheToolSaysThem() {
        assertEquals(
                "golang-migrate refuses this folder: duplicate migration file: 000445_other_runtime.up.sql",
                VerdictText.duplicates(SampleTimelines.duplicates()));
        assertNull(VerdictText.duplicates(SampleTimelines.inSync()));
    }

    @Test
    void namesStandOutInTheMarkedSentence() {
        assertEquals(
                List.of(
                        new Emphasis.Part("They last met at ", false),
                        new Emphasis.Part("445 chat_runtime", true),
                        new Emphasis.Part(". The down script of 446 is on branch ", false),
                        new Emphasis.Part("feature/alpha", true),
                        new Emphasis.Part(".", false)),
                Emphasis.parts(VerdictText.markedDetail(SampleTimelines.ahead())));
    }

    private static void says(Timeline timeline, String headline, String detail, String badge) {
        assertEquals(
                List.of(headline, detail, badge),
                List.of(VerdictText.headline(timeline), VerdictText.detail(timeline), VerdictText.badge(timeline)));
    }
}
