package dev.backstep.likeness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.TwoHistories;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Evidence;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.replay.ReplayProgress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which history a database has where another track is beside it, or where there are more histories than are tried. */
class ManyHistoriesTest {

    private static final ReplayDesk DESK =
            new LiveReplayDesk(Path.of("target/replay"), Path.of("target/replay/postgresql"), ReplayLimits.DEFAULT);

    @TempDir
    private Path folder;

    private TwoHistories scene;

    @BeforeEach
    void open() {
        scene = new TwoHistories(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @AfterAll
    static void stop() throws BackstepException {
        DESK.close();
    }

    private static Answer ask(OpenWorkspace open, String track) throws BackstepException {
        Inspection inspection = open.inspect();
        return new Inquiry(Question.WHICH_HISTORY, open, DESK, ReplayProgress.none())
                .answer(inspection.timelines(), timeline(inspection, track));
    }

    private static Timeline timeline(Inspection inspection, String track) {
        return inspection.timelines().stream()
                .filter(timeline -> timeline.track().name().equals(track))
                .findFirst()
                .orElseThrow(() -> new AssertionError(inspection.timelines().stream()
                        .map(Timeline::track)
                        .toList()
                        .toString()));
    }

    private static List<Evidence> evidence(Timeline timeline) {
        return timeline.applied().stream().map(TimelineRow::evidence).toList();
    }

    @Test
    void theHistoryOfOneTrackIsFoundOutBesideAnotherThatStaysAsItWas() throws Exception {
        for (String branch : List.of("feature/coupons", "main")) {
            scene.repository().checkout(branch);
            scene.repository()
                    .write(
                            "vector/000001_memory.up.sql",
                            "CREATE TABLE memory (id int, \"order\" int REFERENCES orders);\n")
                    .write("vector/000001_memory.down.sql", "DROP TABLE memory;\n")
                    .commit("Memory on " + branch);
        }
        scene.database()
                .execute("CREATE TABLE memory (id int, \"order\" int REFERENCES orders);"
                        + " CREATE TABLE vector_schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);"
                        + " INSERT INTO vector_schema_migrations VALUES (1, false)");
        try (OpenWorkspace open = scene.open()) {
            Timeline other = timeline(open.inspect(), "vector");
            assertEquals(Version.of(1), other.applied().getFirst().version());
            Answer answer = ask(open, "db");
            assertTrue(answer.solved(), () -> AnswerText.headline(answer));
            Inspection after = open.inspect();
            assertEquals(
                    List.of(Evidence.OBSERVED, Evidence.OBSERVED, Evidence.FOUND), evidence(timeline(after, "db")));
            assertEquals(other, timeline(after, "vector"));
        }
    }

    @Test
    void beyondTheHistoriesThatAreTriedNothingIsCalledObserved() throws Exception {
        for (int i = 1; i <= 45; i++) {
            scene.repository().checkout("main").branch("feature/" + i).checkout("feature/" + i);
            scene.write(3, "order_" + i, "ALTER TABLE orders ADD COLUMN c" + i + " int;")
                    .repository()
                    .delete("db/000003_order_customer.up.sql")
                    .delete("db/000003_order_customer.down.sql")
                    .commit("Order " + i);
        }
        scene.repository().checkout("main");
        try (OpenWorkspace open = scene.open()) {
            List<Evidence> before = evidence(open.inspect().timelines().getFirst());
            Answer answer = ask(open, "db");
            assertFalse(answer.solved());
            assertEquals(
                    List.of(40, 7),
                    List.of(
                            answer.likeness().candidates().size(),
                            answer.comparison().leftOut()));
            assertEquals(
                    "Only 40 histories were tried; 7 more were found. So none is said to be the applied one.",
                    AnswerText.details(answer).get(1));
            assertEquals(before, evidence(open.inspect().timelines().getFirst()));
        }
    }
}
