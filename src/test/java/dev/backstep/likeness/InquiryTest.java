package dev.backstep.likeness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.fixture.TwoHistories;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Candidate;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.Evidence;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.rollback.export.FindingText;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Planner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which history a real database has, found out from a real repository on a real throwaway server. */
class InquiryTest {

    private static final ReplayDesk DESK =
            new LiveReplayDesk(Path.of("target/replay"), Path.of("target/replay/postgresql"), ReplayLimits.DEFAULT);

    @TempDir
    private Path folder;

    private TwoHistories scene;
    private OpenWorkspace open;

    @BeforeEach
    void openWorkspace() {
        scene = new TwoHistories(folder);
        open = scene.open();
    }

    @AfterEach
    void closeWorkspace() {
        open.close();
        scene.close();
    }

    @AfterAll
    static void stop() throws BackstepException {
        DESK.close();
    }

    private Answer ask(Question question) throws BackstepException {
        Inspection inspection = open.inspect();
        return new Inquiry(question, open, DESK, ReplayProgress.none())
                .answer(inspection.timelines(), inspection.timelines().getFirst());
    }

    private Timeline timeline() {
        return open.inspect().timelines().getFirst();
    }

    private static List<String> rows(Timeline timeline) {
        return timeline.rows().stream()
                .map(row -> row.version() + " " + row.migration().name() + " " + row.lane() + " " + row.evidence())
                .toList();
    }

    @Test
    void theObservedHistoryIsDrawnUntilSomethingChanges() throws Exception {
        Timeline before = timeline();
        assertEquals(new Verdict.Unverified(List.of(Version.of(2), Version.of(3)), 0), before.verdict());
        String untouched = scene.database().catalog();
        Answer answer = ask(Question.WHICH_HISTORY);
        assertEquals(untouched, scene.database().catalog());
        assertTrue(answer.solved());
        assertEquals(
                List.of("feature/coupons: no difference", "main: 13 differences"),
                answer.likeness().candidates().stream()
                        .map(compared -> compared.candidate()
                                        .history()
                                        .places()
                                        .getLast()
                                        .name() + ": " + AnswerText.distance(compared))
                        .toList());

        Timeline after = timeline();
        assertEquals(new Verdict.Diverged(2, 2, Version.of(1)), after.verdict());
        assertEquals(
                List.of(
                        "3 order_coupon DATABASE OBSERVED",
                        "2 coupons DATABASE OBSERVED",
                        "3 order_customer CHECKOUT FOUND",
                        "2 customers CHECKOUT FOUND",
                        "1 orders BOTH FOUND"),
                rows(after));
        assertEquals(
                List.of(0, 13),
                after.rows().getFirst().candidates().stream()
                        .map(Candidate::differences)
                        .toList());
        assertEquals(
                List.of(),
                plan(after, Map.of()).steps().stream()
                        .flatMap(step -> step.findings().stream())
                        .filter(finding -> finding instanceof Finding.Ambiguous || finding instanceof Finding.Chosen)
                        .toList());

        scene.database().execute("ALTER TABLE orders ADD COLUMN by_hand int");
        Inspection changed = open.inspect();
        assertEquals(rows(before), rows(changed.timelines().getFirst()));
        assertEquals(1, changed.warnings().size());
        assertTrue(
                changed.warnings().getFirst().matches("What replaying showed of db on .+ no longer holds: .+"),
                changed.warnings().getFirst());
        assertEquals(List.of(), open.inspect().warnings());
    }

    @Test
    void anotherFileUnderTheNumberEndsIt() throws Exception {
        assertTrue(ask(Question.WHICH_HISTORY).solved());
        assertEquals(Evidence.OBSERVED, timeline().rows().getFirst().evidence());
        scene.repository().branch("feature/other").checkout("feature/other");
        scene.write(3, "order_customer", "CREATE TABLE something (id int);")
                .repository()
                .commit("Other");
        scene.repository().checkout("main");
        assertEquals(Evidence.AMBIGUOUS, timeline().rows().getFirst().evidence());
        assertTrue(ask(Question.WHICH_HISTORY).solved());
        scene.database().execute("DELETE FROM schema_migrations; INSERT INTO schema_migrations VALUES (3, false)");
        assertEquals(Evidence.AMBIGUOUS, timeline().rows().getFirst().evidence());
    }

    @Test
    void whereItStaysOpenTheChoiceIsWrittenIntoThePlanWithTheNumbers() throws Exception {
        Timeline before = timeline();
        scene.database().execute("ALTER TABLE orders ADD COLUMN by_hand int");
        Answer answer = ask(Question.WHICH_HISTORY);
        assertEquals("None of the 2 histories makes the schema that the database has.", AnswerText.headline(answer));
        assertEquals(
                List.of("orders: column by_hand: only the database has it"),
                DifferenceGroup.of(answer.likeness().candidates().getFirst().difference()).stream()
                        .map(group ->
                                group.name() + ": " + group.lines().getFirst().words())
                        .toList());

        Timeline after = timeline();
        assertEquals(rows(before), rows(after));
        Map<Version, Candidate> choices =
                Map.of(Version.of(3), of(after, "order_coupon"), Version.of(2), of(after, "coupons"));
        Plan chosen = plan(after, choices);
        Finding finding = chosen.steps().getFirst().findings().getFirst();
        assertEquals(new Finding.Chosen(of(after, "order_coupon"), 14), finding);
        assertTrue(
                FindingText.of(finding, null)
                        .sentence()
                        .endsWith("When each history was replayed, 1 difference from the live schema remained with it,"
                                + " 14 with the next best."),
                FindingText.of(finding, null).sentence());
        Map<Version, Candidate> blind =
                Map.of(Version.of(3), of(before, "order_coupon"), Version.of(2), of(before, "coupons"));
        assertNotEquals(chosen.fingerprint(), plan(before, blind).fingerprint());
    }

    @Test
    void aSchemaThatIsAsRecordedIsSaidToBeAndNothingIsClaimedOfTheContents() throws Exception {
        scene.repository().checkout("feature/coupons");
        scene.database().execute("COMMENT ON TABLE orders IS 'hello'; GRANT SELECT ON orders TO PUBLIC");
        assertEquals("Yes: the schema is what its migrations make.", AnswerText.headline(ask(Question.AS_RECORDED)));
        assertEquals(Evidence.AMBIGUOUS, timeline().rows().getFirst().evidence());
    }

    private Plan plan(Timeline timeline, Map<Version, Candidate> choices) throws BackstepException {
        DatabaseIdentity identity = ((Inspection.Connected) open.inspect().database()).identity();
        return new Planner(open, _ -> TrackAnalysis.none()).plan(identity, timeline, Version.of(1), choices);
    }

    private static Candidate of(Timeline timeline, String name) {
        return timeline.rows().stream()
                .map(TimelineRow::candidates)
                .flatMap(List::stream)
                .filter(candidate -> candidate.migration().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
