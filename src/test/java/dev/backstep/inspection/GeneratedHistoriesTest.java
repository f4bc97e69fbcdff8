package dev.backstep.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.analysis.Analyst;
import dev.backstep.fixture.GeneratedHistory;
import dev.backstep.fixture.GeneratedHistory.Written;
import dev.backstep.fixture.GitFixture;
import dev.backstep.fixture.Postgres;
import dev.backstep.journal.Journal;
import dev.backstep.model.Candidate;
import dev.backstep.model.Evidence;
import dev.backstep.model.Marker;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.model.Workspace;
import dev.backstep.release.Answer;
import dev.backstep.release.ReleaseMatrix;
import dev.backstep.release.StartRules;
import dev.backstep.release.Way;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Planner;
import dev.backstep.tool.MigrationTools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Real repositories and a real database, made so that ancestor and plan are known. */
class GeneratedHistoriesTest {

    /** More of them with the Maven profile {@code nightly}. */
    private static final int HISTORIES = Integer.getInteger("backstep.histories", 220);

    private final Postgres postgres = Postgres.freshDatabase();

    @TestFactory
    Stream<DynamicTest> ancestorAndPlanAreThoseTheHistoryWasMadeWith(@TempDir Path folder) {
        postgres.execute(
                "CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL)");
        return LongStream.range(0, HISTORIES).mapToObj(seed -> {
            GeneratedHistory history = new GeneratedHistory(seed);
            return DynamicTest.dynamicTest(seed + " " + history, () -> check(history, folder.resolve("h" + seed)));
        });
    }

    private void check(GeneratedHistory history, Path folder) throws Exception {
        GitFixture repository = history.write(folder);
        postgres.execute(
                "TRUNCATE schema_migrations; INSERT INTO schema_migrations VALUES (" + history.current() + ", false)");
        if (history.onlySeen()) {
            see(folder);
            history.forget(repository);
        }
        Workspace workspace = new Workspace(postgres.settings(), folder.toString(), List.of());
        try (OpenWorkspace open =
                new OpenWorkspace(workspace, null, MigrationTools.all(), new Journal(folder.resolve(".git/seen")))) {
            Inspection inspection = open.inspect();
            Timeline timeline = inspection.timelines().getFirst();
            assertEquals(history.ancestor(), timeline.ancestor());
            assertEquals(verdict(history), timeline.verdict());
            assertEquals(history.ambiguous(), ambiguous(timeline));
            assertEquals(steps(history), steps(plan(open, inspection, timeline, history)));
            checkReleases(history, inspection);
        }
    }

    /** The checkout never has the database's version, so it refuses; the place that the database went on at starts. */
    private static void checkReleases(GeneratedHistory history, Inspection inspection) {
        ReleaseMatrix matrix = ReleaseMatrix.of(
                inspection.timelines(),
                inspection.releases(),
                StartRules.USUAL,
                Set.of("other", "origin/other"),
                (_, _) -> Marker.COMPATIBLE);
        for (Answer answer : matrix.answers()) {
            Way way = answer.way();
            if (answer.release().isCheckout()) {
                boolean shared = history.ancestor() != null;
                assertEquals(shared ? Answer.Kind.AFTER_ROLLBACK : Answer.Kind.NO, answer.kind());
                assertEquals(history.ancestor(), answer.deciding().standing().agreed());
                assertEquals(
                        shared ? steps(history).size() : 0,
                        way == null
                                ? 0
                                : way.stages().stream()
                                        .flatMap(stage -> stage.moves().stream())
                                        .mapToInt(move -> move.undone().size())
                                        .sum());
            } else {
                boolean proven = history.ambiguous().isEmpty();
                assertEquals(proven ? Answer.Kind.RUNS : Answer.Kind.UNVERIFIED, answer.kind(), answer.toString());
            }
        }
    }

    /** Looks once while the database's own migrations are in the working tree. */
    private void see(Path folder) {
        Workspace workspace = new Workspace(postgres.settings(), folder.toString(), List.of());
        try (OpenWorkspace open =
                new OpenWorkspace(workspace, null, MigrationTools.all(), new Journal(folder.resolve(".git/seen")))) {
            assertEquals(List.of(), open.inspect().warnings());
        }
    }

    private static Plan plan(OpenWorkspace open, Inspection inspection, Timeline timeline, GeneratedHistory history)
            throws Exception {
        Map<Version, Candidate> choices = new HashMap<>();
        for (TimelineRow row : timeline.applied()) {
            if (row.evidence() == Evidence.AMBIGUOUS) {
                choices.put(row.version(), row.candidates().getFirst());
            }
        }
        Inspection.Connected database = (Inspection.Connected) inspection.database();
        Plan plan = new Planner(open, new Analyst(open).reading(true))
                .plan(database.identity(), timeline, history.ancestor(), choices);
        assertEquals(true, plan.runnable());
        return plan;
    }

    private static Verdict verdict(GeneratedHistory history) {
        boolean edited = history.ahead()
                > history.applied().stream()
                        .filter(w -> w.name().startsWith("own"))
                        .count();
        return history.pending() == 0 && !edited
                ? new Verdict.Ahead(history.ahead(), history.ancestor())
                : new Verdict.Diverged(history.ahead(), history.pending(), history.ancestor());
    }

    private static List<Version> ambiguous(Timeline timeline) {
        return timeline.applied().reversed().stream()
                .filter(row -> row.evidence() == Evidence.AMBIGUOUS)
                .map(TimelineRow::version)
                .toList();
    }

    /** Newest first: version, where it leaves the database, and the exact text. */
    private static List<String> steps(GeneratedHistory history) {
        List<String> steps = new ArrayList<>();
        List<Written> applied = history.applied();
        for (int i = applied.size() - 1; i >= 0; i--) {
            Version version = Version.of(applied.get(i).version());
            if (version.equals(history.ancestor())) {
                break;
            }
            steps.add(version + " " + (i == 0 ? null : applied.get(i - 1).version()) + " "
                    + applied.get(i).down());
        }
        return steps;
    }

    private static List<String> steps(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.migration().version() + " " + step.leavesAt() + " " + step.text())
                .toList();
    }
}
