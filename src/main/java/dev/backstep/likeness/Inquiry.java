package dev.backstep.likeness;

import dev.backstep.model.BackstepException;
import dev.backstep.model.HistoryComparison;
import dev.backstep.model.Migration;
import dev.backstep.model.PossibleHistory;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.replay.HistoryEvidence;
import dev.backstep.replay.HistoryReplay;
import dev.backstep.replay.Likeness;
import dev.backstep.replay.LiveSchema;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.timeline.PossibleHistories;
import java.time.Duration;
import java.util.List;

/** One question about a live database, answered once; other tracks of the database are replayed as they are shown. */
public final class Inquiry {

    private final HistoryEvidence evidence;
    private final HistoryReplay replay;
    private final Question question;

    /** @param progress hears how far it is, on the thread that asks */
    public Inquiry(Question question, HistoryEvidence evidence, ReplayDesk desk, ReplayProgress progress) {
        this.question = question;
        this.evidence = evidence;
        this.replay = new HistoryReplay(desk, evidence, progress);
    }

    /**
     * Finds the answer; it takes seconds, or minutes where there are many migrations or histories.
     *
     * @param all the timelines of the last inspection
     * @param asked the one in question, among them
     * @throws BackstepException when the live database or the throwaway server cannot be used, or nothing is applied
     */
    public Answer answer(List<Timeline> all, Timeline asked) throws BackstepException {
        long start = System.nanoTime();
        PossibleHistories histories = histories(asked);
        if (histories.tried().isEmpty()) {
            throw new BackstepException(
                    "likeness.nothingApplied", null, asked.track().name());
        }
        LiveSchema schema = evidence.liveSchema();
        int at = all.indexOf(asked);
        HistoryReplay.Around around = new HistoryReplay.Around(
                schema.catalogs(),
                schema.scope(),
                applied(all.subList(0, at)),
                applied(all.subList(at + 1, all.size())));
        Likeness likeness = replay.run(histories.tried(), around);
        HistoryComparison comparison =
                HistoryReplay.comparison(likeness, histories.tried(), schema.at(), histories.leftOut());
        if (question == Question.WHICH_HISTORY && !likeness.cancelled()) {
            evidence.observed(asked.track(), comparison, schema);
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return new Answer(question, asked.track(), likeness, comparison, schema.serverVersion(), time);
    }

    /** Ends it as soon as it can be ended. */
    public void cancel() {
        replay.cancel();
    }

    private PossibleHistories histories(Timeline asked) {
        if (question == Question.WHICH_HISTORY) {
            return evidence.possible(asked.track());
        }
        List<Migration> recorded = applied(List.of(asked));
        return new PossibleHistories(
                recorded.isEmpty() ? List.of() : List.of(new PossibleHistory(List.of(), recorded)), 0);
    }

    /** What is applied, ascending. */
    private static List<Migration> applied(List<Timeline> timelines) {
        return timelines.stream()
                .flatMap(timeline -> timeline.applied().reversed().stream())
                .map(TimelineRow::migration)
                .toList();
    }
}
