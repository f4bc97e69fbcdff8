package dev.backstep.rollback.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.fixture.Plans;
import dev.backstep.model.Session;
import dev.backstep.model.Version;
import dev.backstep.rollback.Ran;
import dev.backstep.rollback.export.OutcomeText.Tone;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.run.RunOutcome.Trace;
import dev.backstep.rollback.saved.Saved;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words for an outcome say what it says, and no more. */
class OutcomeTextTest {

    private static final Plan PLAN = Plans.orchard();

    @Test
    void rolledBack() {
        assertEquals(
                new OutcomeText(
                        Tone.DONE,
                        "orchard_dev is at 445",
                        List.of(
                                "The history table of orchard_dev says 445, read again after the commit.",
                                "3 migrations were undone in 1.8 s."),
                        List.of("Start only builds that fit this version: a newer one migrates up again as soon as it"
                                + " starts.")),
                OutcomeText.of(PLAN, new RunOutcome.RolledBack(Version.of(445), Duration.ofMillis(1830))));
    }

    @Test
    void changed() {
        OutcomeText words = OutcomeText.of(PLAN, new RunOutcome.Changed(List.of("The version is 449.")));
        assertEquals(Tone.UNCHANGED, words.tone());
        assertEquals(
                List.of("No statement of the plan was run. The database is as it was.", "The version is 449."),
                words.facts());
    }

    @Test
    void lockHeldNamesTheHolders() {
        Session holder = new Session(4242, "app", "orchard", "127.0.0.1", "idle");
        assertEquals(
                List.of(
                        "No statement of the plan was run. The database is as it was.",
                        "The lock is held by orchard (127.0.0.1), process 4242, role app, idle."),
                OutcomeText.of(PLAN, new RunOutcome.LockHeld(List.of(holder))).facts());
    }

    @Test
    void stoppedInOneTransactionLeavesEverythingAsItWas() {
        RunOutcome outcome = new RunOutcome.Stopped(1, "ERROR: no such column", false, 0, Version.of(448), 0);
        assertEquals(
                new OutcomeText(
                        Tone.UNCHANGED,
                        "The run failed; nothing was changed",
                        List.of(
                                "It stopped in step 2, 447 alpha_indexes.",
                                "ERROR: no such column",
                                "Nothing was committed. The database is as it was.",
                                "The history table says 448."),
                        List.of("Mend the cause, then plan again; or choose another target.")),
                OutcomeText.of(PLAN, outcome));
    }

    @Test
    void cancelledHalfWayTellsWhatIsCommitted() {
        OutcomeText words = OutcomeText.of(PLAN, new RunOutcome.Stopped(1, "Cancelled.", true, 1, Version.of(447), 0));
        assertEquals(Tone.LOOK, words.tone());
        assertEquals("Cancelled half-way", words.heading());
        assertEquals("1 step is committed.", words.facts().get(2));
    }

    @Test
    void aPositionInAStepIsToldWithItsStep() {
        OutcomeText words = OutcomeText.of(PLAN, new RunOutcome.Stopped(0, "ERROR", false, 0, Version.of(448), 2));
        assertEquals(Tone.LOOK, words.tone());
        assertEquals("No step is committed.", words.facts().get(2));
        assertEquals(
                "Of 448 alpha_cleanup, 2 statements are done and cannot be taken back.",
                words.facts().get(3));
    }

    @Test
    void aStatementThatMayBeDoneIsNotCalledUndone() {
        OutcomeText words =
                OutcomeText.of(PLAN, new RunOutcome.Stopped(1, "Lost.", false, 1, Version.of(447), 0, Trace.NOT_KNOWN));
        assertEquals(Tone.LOOK, words.tone());
        assertEquals(
                List.of(
                        "It stopped in step 2, 447 alpha_indexes.",
                        "Lost.",
                        "1 step is committed.",
                        "Of 447 alpha_indexes, statement 1 of 1 was sent, and its answer never came. It may be done, in"
                                + " part, or not at all.",
                        "The history table says 447."),
                words.facts());
        assertEquals(
                List.of("Find out in the database whether that statement was done. Do not run this step again as it is:"
                        + " finish or undo it by hand, then set the version with the migration tool."),
                words.next());
    }

    @Test
    void aRefusalOutsideATransactionMayLeavePartOfIt() {
        OutcomeText words =
                OutcomeText.of(PLAN, new RunOutcome.Stopped(0, "ERROR", false, 0, Version.of(448), 0, Trace.PART));
        assertEquals(Tone.LOOK, words.tone());
        assertEquals(
                "Statement 1 of the step was refused outside a transaction: part of it may be there all the same, such"
                        + " as an invalid index.",
                words.facts().get(3));
    }

    @Test
    void unknownSaysWhenItBrokeOff() {
        Plan stepwise = Plans.plan(Plans.step(448, "a", "VACUUM", new Finding.OutsideTransaction(List.of("VACUUM"))));
        assertEquals(List.of("It broke off during the commit: that may have gone through, or not."), facts(PLAN, true));
        assertEquals(
                List.of("It broke off before the commit: PostgreSQL undoes the transaction when its connection ends."),
                facts(PLAN, false));
        assertEquals(
                List.of("Steps that were committed before that stay undone; the one that was running may be done or"
                        + " not."),
                facts(stepwise, false));
    }

    @Test
    void theReportHoldsOutcomeAndPlan() {
        String report = RunReport.of(
                PLAN,
                new RunOutcome.RolledBack(Version.of(445), Duration.ofMillis(5)),
                SavedText.facts(
                        PLAN,
                        new Ran(
                                new RunOutcome.RolledBack(Version.of(445), Duration.ofMillis(5)),
                                new Saved.InFile(
                                        Path.of("/saves/a.zip"),
                                        12_000,
                                        "",
                                        1_204,
                                        List.of("One statement was not read."),
                                        null),
                                null,
                                null)),
                Instant.parse("2026-11-21T10:00:01Z"));
        assertEquals("""
                orchard_dev is at 445
                - The history table of orchard_dev says 445, read again after the commit.
                - 3 migrations were undone in 5 ms.
                - What was lost is saved in /saves/a.zip (12 kB, 1,204 rows); it was read back before the first statement.
                - One statement was not read.
                - Start only builds that fit this version: a newer one migrates up again as soon as it starts.

                Roll orchard_dev back from 448 to 445
                3 down scripts, one transaction.
                Database: orchard_dev on localhost:5432
                History table: public.schema_migrations
                Plan: %s
                Ended: 2026-11-21T10:00:01Z
                1. 448 alpha_cleanup (feature/alpha 9f31c2e · Ada Pomona · 19 Nov 2026)
                2. 447 alpha_indexes (feature/alpha 9f31c2e · Ada Pomona · 19 Nov 2026)
                3. 446 alpha_feature (feature/alpha 9f31c2e · Ada Pomona · 19 Nov 2026)
                """.formatted(PLAN.fingerprint().hex()), report);
    }

    private static List<String> facts(Plan plan, boolean committing) {
        List<String> facts = OutcomeText.of(plan, new RunOutcome.Unknown("Lost.", committing))
                .facts();
        assertEquals("Lost.", facts.getFirst());
        return facts.subList(1, facts.size());
    }
}
