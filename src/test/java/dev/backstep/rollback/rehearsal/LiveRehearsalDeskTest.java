package dev.backstep.rollback.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Version;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.saved.SavedScene;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans rehearsed on real throwaway servers, beside a live one that stays as it is. */
class LiveRehearsalDeskTest {

    private static final ReplayDesk REPLAYS = new LiveReplayDesk(
            Path.of("target/rehearsal/servers").toAbsolutePath(),
            Path.of("target/replay/postgresql").toAbsolutePath(),
            ReplayLimits.DEFAULT);

    @TempDir
    Path folder;

    private SavedScene scene;

    @BeforeEach
    void open() {
        scene = new SavedScene(folder.resolve("journal"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @AfterAll
    static void stop() throws Exception {
        REPLAYS.close();
    }

    @Test
    void aPlanThatRestoresTheSchemaIsEqualAndTheLiveDatabaseStays() throws Exception {
        trees();
        String catalog = scene.postgres.catalog();
        Plan plan = scene.plan(Version.of(1));
        Rehearsal rehearsal = rehearse(plan, Way.REPLAY);
        Rehearsal.Reached reached = assertInstanceOf(Rehearsal.Reached.class, rehearsal.outcome());
        assertTrue(reached.equal(), reached.toString());
        assertEquals(Set.of(0, 1), rehearsal.times().keySet());
        assertEquals(catalog, scene.postgres.catalog());
        assertEquals("3 false", scene.version());
        Rehearsed kept = new RehearsalBook(scene.journal.rehearsals())
                .of(plan.fingerprint().hex())
                .orElseThrow();
        Rehearsed now = Objects.requireNonNull(Rehearsed.of(rehearsal));
        assertEquals(now.verdict(), kept.verdict());
        assertEquals(Rehearsed.Verdict.EQUAL, kept.verdict());
        assertTrue(new RehearsalBook(scene.journal.rehearsals())
                .of(scene.plan(Version.of(2)).fingerprint().hex())
                .isEmpty());
    }

    @Test
    void whatADownScriptForgetsIsListed() throws Exception {
        scene.migration("CREATE TABLE tree (id int PRIMARY KEY)", "DROP TABLE tree")
                .migration(
                        "ALTER TABLE tree ADD COLUMN height int; CREATE TABLE leaf (id int)",
                        "ALTER TABLE tree DROP COLUMN height");
        Rehearsal.Reached reached = assertInstanceOf(
                Rehearsal.Reached.class,
                rehearse(scene.plan(Version.of(1)), Way.REPLAY).outcome());
        assertEquals(
                List.of("ADDED leaf", "ADDED leaf.id"),
                reached.left().entries().stream()
                        .map(entry -> entry.kind() + " " + entry.id())
                        .sorted()
                        .toList());
    }

    @Test
    void aDownScriptThatFailsIsShownAtItsStepInPostgresWords() throws Exception {
        scene.migration("CREATE TABLE tree (id int PRIMARY KEY)", "DROP TABLE tree")
                .migration("CREATE TABLE leaf (id int)", "DROP TABLE leaf;\nDROP TABLE twig");
        Rehearsal.Failed failed = assertInstanceOf(
                Rehearsal.Failed.class, rehearse(scene.plan(), Way.REPLAY).outcome());
        assertEquals(0, failed.step());
        assertTrue(failed.words().contains("table \"twig\" does not exist"), failed.words());
    }

    @Test
    void aStepOutsideATransactionIsRehearsedAsItRuns() throws Exception {
        String down = "DROP INDEX CONCURRENTLY tree_height";
        scene.migration("CREATE TABLE tree (id int PRIMARY KEY, height int)", "DROP TABLE tree")
                .migration(
                        "CREATE INDEX tree_height ON tree (height)",
                        down,
                        new Finding.OutsideTransaction(List.of(down)));
        Rehearsal.Reached reached = assertInstanceOf(
                Rehearsal.Reached.class,
                rehearse(scene.plan(Version.of(1)), Way.REPLAY).outcome());
        assertTrue(reached.equal(), reached.toString());
    }

    @Test
    void cancellingEndsAScriptThatSleeps() throws Exception {
        scene.migration("CREATE TABLE tree (id int PRIMARY KEY)", "SELECT pg_sleep(60)");
        RehearsalDesk desk = desk();
        Rehearsal rehearsal = desk.rehearse(scene.plan(), Way.REPLAY, new Quiet() {
            @Override
            public void stepStarted(int step) {
                Thread.ofVirtual().start(desk::cancel);
            }
        });
        assertInstanceOf(Rehearsal.Cancelled.class, rehearsal.outcome());
        assertNull(Rehearsed.of(rehearsal));
    }

    @Test
    void upScriptsThatDoNotRunAreSaid() throws Exception {
        scene.migration("CREATE TABLE tree (id int PRIMARY KEY)", "DROP TABLE tree");
        scene.replaceUp(1, "CREATE EXTENSION postgis");
        Rehearsal.NotDone not = assertInstanceOf(
                Rehearsal.NotDone.class, rehearse(scene.plan(), Way.REPLAY).outcome());
        assertTrue(not.why().contains("postgis"), not.why());
    }

    @Test
    void aCopyOnTheServerHasTheRowsAndIsGoneAfterwards() throws Exception {
        trees();
        String catalog = scene.postgres.catalog();
        Plan plan = scene.plan(Version.of(1));
        assertEquals(Way.TEMPLATE, best(plan));
        Rehearsal.Reached reached = assertInstanceOf(
                Rehearsal.Reached.class, rehearse(plan, Way.TEMPLATE).outcome());
        assertTrue(reached.equal(), reached.toString());
        assertEquals(catalog, scene.postgres.catalog());
        assertEquals("3 false", scene.version());
        assertEquals("0", copies());
        assertEquals(List.of(), scene.journal.copies().ids());
    }

    @Test
    void aDownScriptThatFailsOnlyOnRowsFailsOnTheCopy() throws Exception {
        scene.migration("CREATE TABLE tree (id int)", "DROP TABLE tree")
                .migration("SELECT 1", "ALTER TABLE tree ADD UNIQUE (id)");
        scene.postgres.execute("INSERT INTO tree VALUES (1), (1)");
        Rehearsal.Failed failed = assertInstanceOf(
                Rehearsal.Failed.class, rehearse(scene.plan(), Way.TEMPLATE).outcome());
        assertTrue(failed.words().contains("could not create unique index"), failed.words());
        assertEquals("0", copies());
    }

    @Test
    void whatWasDifferentBeforeThePlanIsToldApart() throws Exception {
        trees();
        scene.postgres.execute("CREATE TABLE by_hand (id int)");
        Rehearsal.Reached reached = assertInstanceOf(
                Rehearsal.Reached.class,
                rehearse(scene.plan(Version.of(1)), Way.TEMPLATE).outcome());
        assertTrue(reached.equal(), reached.toString());
        assertEquals(2, reached.before().entries().size());
    }

    @Test
    void anotherSessionStandsInTheWayOfACopyAndIsNamed() throws Exception {
        trees();
        try (Connection _ = scene.postgres.connect("orchard-server")) {
            List<Offer> offers = desk().ways(scene.plan());
            assertEquals(
                    "1 other session is on the database (orchard-server); PostgreSQL copies only a database that nobody"
                            + " else uses.",
                    offers.getFirst().obstacles());
            assertEquals(Way.REPLAY, best(scene.plan()));
        }
    }

    @Test
    void aPlanThatReachesForARoleIsRolledBackOnTheCopy() throws Exception {
        String role = "rehearsed_" + scene.postgres.name().substring(5, 20);
        scene.migration(
                "CREATE TABLE tree (id int)",
                "DO $$ BEGIN EXECUTE 'CREATE ' || 'ROLE " + role + "'; END $$; DROP TABLE tree");
        Rehearsal.NotDone not = assertInstanceOf(
                Rehearsal.NotDone.class, rehearse(scene.plan(), Way.TEMPLATE).outcome());
        assertTrue(not.why().startsWith("The plan changes what belongs to the whole server"), not.why());
        assertEquals("0", scene.postgres.value("SELECT count(*) FROM pg_roles WHERE rolname = '" + role + "'"));
        assertEquals("0", copies());
    }

    @Test
    void aCopyOfAProcessThatIsGoneIsFoundAndRemovedAndNothingElseIs() throws Exception {
        CopyBook book = new CopyBook(scene.journal.copies());
        String name = book.begin(scene.database.read(scene.database::identity));
        scene.postgres.execute("CREATE DATABASE " + name);
        assertEquals(List.of(), book.leftovers(scene.database));
        String id = scene.journal.copies().ids().getFirst();
        String record = scene.journal.copies().read(id);
        scene.journal
                .copies()
                .keep(id, String.valueOf(record).replaceFirst("\"processStart\":\"[^\"]*\"", "\"processStart\":\"x\""));
        assertEquals(
                List.of(name),
                book.leftovers(scene.database).stream()
                        .map(CopyBook.Leftover::name)
                        .toList());
        book.remove(scene.database, name);
        assertEquals("0", copies());
        assertEquals(List.of(), scene.journal.copies().ids());
        BackstepException refused =
                assertThrows(BackstepException.class, () -> book.remove(scene.database, scene.postgres.name()));
        assertEquals("rehearsal.notACopy", refused.key());
    }

    private Way best(Plan plan) throws Exception {
        return desk().ways(plan).stream()
                .filter(Offer::possible)
                .findFirst()
                .orElseThrow()
                .way();
    }

    private String copies() {
        return String.valueOf(
                scene.postgres.value("SELECT count(*) FROM pg_database WHERE datname LIKE 'backstep\\_rehearsal\\_%'"));
    }

    private void trees() {
        scene.migration("CREATE TABLE tree (id int PRIMARY KEY); INSERT INTO tree VALUES (1)", "DROP TABLE tree")
                .migration("ALTER TABLE tree ADD COLUMN height int", "ALTER TABLE tree DROP COLUMN height")
                .migration("CREATE TABLE leaf (id int REFERENCES tree)", "DROP TABLE leaf");
    }

    private Rehearsal rehearse(Plan plan, Way way) {
        return desk().rehearse(plan, way, new Quiet());
    }

    private RehearsalDesk desk() {
        return new LiveRehearsalDesk(scene.database, scene.applied(), scene.scripts(), REPLAYS, scene.journal);
    }

    /** Hears nothing. */
    private static class Quiet implements RehearsalProgress {
        @Override
        public void preparing(Way way) {}

        @Override
        public void replayed(int done, int total) {}

        @Override
        public void stepStarted(int step) {}

        @Override
        public void comparing() {}
    }
}
