package dev.backstep.rollback;

import dev.backstep.analysis.LaneStep;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Migration;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayMigration;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.replay.ReplayStep;
import dev.backstep.replay.Replayed;
import dev.backstep.rollback.plan.Rehearsal;
import dev.backstep.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rehearses on the throwaway server of a replay desk, and remembers how the last rehearsal went. */
final class LiveRehearsal implements Rehearsal {

    private final ReplayDesk desk;
    private final ScriptReader scripts;
    private @Nullable Kept kept;

    /** @param desk stays its owner's to close */
    LiveRehearsal(ReplayDesk desk, ScriptReader scripts) {
        this.desk = desk;
        this.scripts = scripts;
    }

    private record Kept(List<ReplayMigration> migrations, Map<Version, Result> results) {}

    @Override
    public synchronized Map<Version, Result> rehearse(Timeline timeline, Map<Version, String> downs)
            throws BackstepException {
        List<ReplayMigration> migrations = new ArrayList<>();
        int left = downs.size();
        for (LaneStep step : LaneStep.ofDatabase(timeline)) {
            Migration migration = step.migration();
            if (left == 0) {
                break;
            }
            String down = downs.get(migration.version());
            left -= down == null ? 0 : 1;
            migrations.add(ReplayMigration.applied(migration, scripts).with(down));
        }
        if (kept == null || !kept.migrations().equals(migrations)) {
            Replayed replayed = desk.observe(migrations, downs::containsKey, CatalogScope.all(), ReplayProgress.none());
            kept = new Kept(migrations, results(replayed, downs));
        }
        return kept.results();
    }

    private static Map<Version, Result> results(Replayed replayed, Map<Version, String> downs) {
        Map<Version, Result> results = new HashMap<>();
        String reason = replayed.failure() == null
                ? ""
                : Text.of(
                        "rehearsal.stopped",
                        replayed.failure().version().text(),
                        replayed.failure().sentence());
        downs.keySet().forEach(version -> results.put(version, new Failed(reason)));
        replayed.steps().forEach(step -> results.put(step.migration().version(), result(step)));
        return results;
    }

    private static Result result(ReplayStep step) {
        ReplayStep.Down down = step.down();
        if (down == null) {
            return new Failed("");
        }
        if (down.failure() != null) {
            return new Failed(down.failure().sentence());
        }
        return down.restores()
                ? new Restored()
                : new Differs(down.left().structure().entries().stream()
                        .map(LiveRehearsal::difference)
                        .toList());
    }

    private static String difference(CatalogDifference.Entry entry) {
        return Text.of("rehearsal.difference." + entry.kind(), entry.id().toString());
    }
}
