package dev.backstep.release.export;

import dev.backstep.analysis.Analyst;
import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Track;
import dev.backstep.release.Answer;
import dev.backstep.release.Move;
import dev.backstep.release.Stage;
import dev.backstep.release.Way;
import dev.backstep.rollback.export.PlanSql;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Planner;
import dev.backstep.text.Text;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The way to a release as one script for psql: each track's rollback as {@link PlanSql} writes it, stage after stage, with
 * a question between the stages.
 */
final class RunbookSql {

    private final RunbookSource source;
    private final Planner planner;
    private final Instant madeAt;

    RunbookSql(RunbookSource source, Instant madeAt) {
        this.source = source;
        boolean alone = source.timelines().size() == 1;
        this.planner = new Planner(source.scripts(), new Analyst(source.scripts()).reading(alone));
        this.madeAt = madeAt;
    }

    /**
     * The script, to be written as UTF-8.
     *
     * @throws BackstepException when a step cannot run, as a script is missing or nobody chose among several
     */
    String of(Answer answer) throws BackstepException {
        Way way = answer.way();
        if (way == null) {
            throw new BackstepException(
                    "runbook.nothing", null, ReleaseText.name(answer.release()), ReleaseText.why(answer));
        }
        Map<Track, Timeline> now = new HashMap<>();
        source.timelines().forEach(timeline -> now.put(timeline.track(), timeline));
        StringBuilder script = new StringBuilder();
        for (Stage stage : way.stages()) {
            script.append("-- ").append(ReleaseText.stage(way, stage)).append('\n');
            for (Move move : stage.moves()) {
                Timeline timeline = Objects.requireNonNull(now.get(move.track()));
                script.append(sql(timeline, move)).append('\n');
                now.put(move.track(), after(timeline, move));
            }
            String stop = ReleaseText.stop(way, stage);
            if (stop != null) {
                script.append("-- ").append(stop).append('\n');
                String question = Text.of("runbook.sql.question", ReleaseText.name(stage.stop()));
                script.append("\\prompt '").append(question.replace("'", "''")).append(" ' go_on\n\n");
            }
        }
        return script.toString();
    }

    private String sql(Timeline timeline, Move move) throws BackstepException {
        Plan plan = planner.plan(source.database(), timeline, move.to(), Map.of());
        if (!plan.runnable()) {
            throw new BackstepException(
                    "runbook.sql.blocked", null, move.track().name(), String.join("; ", PlanText.blockers(plan)));
        }
        return PlanSql.of(plan, Impact.UNREAD, madeAt);
    }

    /** The track as it will be when the move is done. */
    private static Timeline after(Timeline timeline, Move move) {
        History history = Objects.requireNonNull(timeline.history());
        for (TimelineRow undone : move.undone()) {
            history = history.after(undone.version(), move.to());
        }
        return new Timeline(
                timeline.track(),
                history,
                timeline.rows().stream()
                        .filter(row -> !row.lane().inDatabase() || row.version().compareTo(move.to()) <= 0)
                        .toList(),
                timeline.ancestor(),
                timeline.verdict(),
                timeline.checkoutDuplicates());
    }
}
