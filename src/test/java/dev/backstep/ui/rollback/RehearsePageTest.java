package dev.backstep.ui.rollback;

import static dev.backstep.fixture.Window.fx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Plans;
import dev.backstep.fixture.ScriptedDesk;
import dev.backstep.fixture.Window;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.rehearsal.Offer;
import dev.backstep.rollback.rehearsal.Rehearsal;
import dev.backstep.rollback.rehearsal.RehearsalDesk;
import dev.backstep.rollback.rehearsal.RehearsalProgress;
import dev.backstep.rollback.rehearsal.Rehearsed;
import dev.backstep.rollback.rehearsal.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import javafx.application.ColorScheme;
import javafx.scene.control.CheckBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of the rehearsal, each of its states drawn to target/pictures. */
class RehearsePageTest {

    private static final CatalogDifference NONE = new CatalogDifference(List.of());
    private static final CatalogDifference LEFT = new CatalogDifference(List.of(
            new CatalogDifference.Entry(
                    new CatalogId(CatalogKind.TABLE, "public", "alpha_audit", ""),
                    CatalogDifference.Kind.ADDED,
                    null,
                    "permanent table"),
            new CatalogDifference.Entry(
                    new CatalogId(CatalogKind.INDEX, "public", "workspaces_name_key", ""),
                    CatalogDifference.Kind.DROPPED,
                    "CREATE UNIQUE INDEX workspaces_name_key ON public.workspaces USING btree (name)",
                    null),
            new CatalogDifference.Entry(
                    new CatalogId(CatalogKind.COLUMN, "public", "workspaces", "kind"),
                    CatalogDifference.Kind.CHANGED,
                    "text not null",
                    "text")));

    private final ScriptedRehearsals rehearsals = new ScriptedRehearsals();
    private Window window;
    private RollbackBench bench;

    @BeforeEach
    void open() throws Exception {
        window = new Window();
        bench = new RollbackBench(window, new ScriptedDesk());
        bench.rehearsals = rehearsals;
        bench.show(Plans.timeline(60));
        bench.goOn();
        bench.goOn();
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void theBestPossibleWayIsOfferedAndTheOthersSayWhyNot() throws Exception {
        picture("offered");
        assertTrue(bench.node("rehearse-template").isDisabled());
        assertEquals("Not possible: 2 other sessions are on the database.", bench.text("rehearse-template-means"));
        assertEquals("Skip the rehearsal", bench.button("action").getText());
        assertEquals(Way.SCHEMA, bench.rehearse().wayProperty().get());
        fx(() -> bench.rehearse().choose(Way.REPLAY));
        picture("replay-chosen");
    }

    @Test
    void aCopyOnTheServerIsMadeOnlyOnceItsRoomWasAgreedTo() throws Exception {
        rehearsals.room = true;
        rehearsals.outcome = new Rehearsal.Reached(NONE, NONE, null);
        fx(() -> bench.rehearse().look());
        Window.await(() -> bench.rehearse().wayProperty().get() == Way.TEMPLATE);
        picture("room");
        assertTrue(bench.button("rehearse-start").isDisabled());
        fx(() -> bench.rehearse().start());
        assertFalse(bench.rehearse().going());
        assertEquals(
                "Yes, take 11.4 MB (of 73.6 GB free) on the server until the copy is removed",
                bench.text("rehearse-agree"));
        fx(() -> ((CheckBox) bench.node("rehearse-agree")).fire());
        picture("room-agreed");
        fx(() -> bench.button("rehearse-start").fire());
        Window.await(() -> bench.seen("rehearsal-heading"));
        picture("room-done");
        fx(() -> bench.rehearse().choose(Way.REPLAY));
        assertFalse(bench.button("rehearse-start").isDisabled());
    }

    @Test
    void anEqualSchemaIsSaidAndStandsAmongTheChecks() throws Exception {
        rehearse(new Rehearsal.Reached(NONE, NONE, null));
        picture("equal");
        assertEquals("The plan ran, and the schema returns to 445's exactly", bench.text("rehearsal-heading"));
        assertEquals("Continue", bench.button("action").getText());
        bench.goOn();
        picture("confirm");
        assertTrue(bench.seen("check-rehearsal"));
        fx(() -> bench.button("back").fire());
        assertTrue(bench.seen("rehearsal-heading"));
    }

    @Test
    void whatDiffersIsListedByThing() throws Exception {
        rehearse(new Rehearsal.Reached(LEFT, NONE, null));
        picture("differs");
        assertEquals(3, bench.list("rehearsal-left").getItems().size());
        bench.goOn();
        picture("confirm-differs");
    }

    @Test
    void aFailureIsShownWithItsScriptInPostgresWords() throws Exception {
        rehearse(new Rehearsal.Failed(
                1, "PostgreSQL refused the script at line 2: column \"alpha_kind\" does not exist (42703)."));
        picture("failed");
        assertTrue(bench.seen("rehearsal-sql"));
    }

    @Test
    void aRehearsalUnderWayCanBeCancelledAndHoldsThePage() throws Exception {
        rehearsals.going = true;
        fx(() -> bench.button("rehearse-start").fire());
        Window.await(() -> bench.text("rehearse-phase").startsWith("Step 2 of 3"));
        picture("going");
        assertTrue(bench.button("action").isDisabled());
        fx(() -> bench.button("rehearse-cancel").fire());
        Window.await(() -> bench.seen("rehearsal-heading"));
        picture("cancelled");
        assertEquals("The rehearsal was cancelled", bench.text("rehearsal-heading"));
        assertFalse(bench.button("action").isDisabled());
    }

    @Test
    void skippingItIsSaidAmongTheChecks() throws Exception {
        bench.goOn();
        assertTrue(bench.seen("check-rehearsal"));
        picture("confirm-skipped");
    }

    private void rehearse(Rehearsal.Outcome outcome) throws Exception {
        rehearsals.outcome = outcome;
        fx(() -> bench.button("rehearse-start").fire());
        Window.await(() -> bench.seen("rehearsal-heading"));
    }

    private void picture(String name) throws Exception {
        for (double[] size : new double[][] {{1360, 860}, {1000, 700}}) {
            fx(() -> {
                window.stage().setWidth(size[0]);
                window.stage().setHeight(size[1]);
            });
            String file = "rehearse-" + name + "-" + (int) size[0];
            Window.picture(window.stage().getScene(), file);
            window.turn(ColorScheme.DARK);
            Window.picture(window.stage().getScene(), file + "-dark");
            window.turn(ColorScheme.LIGHT);
        }
    }

    /** Answers what a test wants. */
    private static final class ScriptedRehearsals implements RehearsalDesk {

        private final CountDownLatch cancelled = new CountDownLatch(1);
        private volatile Rehearsal.Outcome outcome = new Rehearsal.Cancelled();
        private volatile boolean going;
        private volatile boolean room;

        @Override
        public List<Offer> ways(Plan plan) {
            return List.of(
                    new Offer(
                            Way.TEMPLATE,
                            room ? null : "2 other sessions are on the database.",
                            12_000_000,
                            OptionalLong.of(79_000_000_000L),
                            List.of()),
                    new Offer(Way.SCHEMA, null, 0, OptionalLong.empty(), List.of("pg_stat_statements")),
                    new Offer(Way.REPLAY, null, 0, OptionalLong.empty(), List.of()));
        }

        @Override
        public Rehearsal rehearse(Plan plan, Way way, RehearsalProgress progress) {
            if (going) {
                progress.stepStarted(1);
                RollbackBench.await(cancelled);
            }
            Map<Integer, Duration> times = Map.of(0, Duration.ofMillis(12), 1, Duration.ofMillis(340));
            return new Rehearsal(
                    plan.fingerprint().hex(),
                    way,
                    Instant.parse("2026-11-21T17:40:00Z"),
                    Duration.ofMillis(1800),
                    times,
                    outcome);
        }

        @Override
        public Optional<Rehearsed> rehearsed(Plan plan) {
            return Optional.empty();
        }

        @Override
        public void cancel() {
            cancelled.countDown();
        }
    }
}
