package dev.backstep.rollback.sqlite;

import dev.backstep.analysis.LaneStep;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.replay.ReplayMigration;
import dev.backstep.replay.sqlite.FileReplay;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.rehearsal.Expected;
import dev.backstep.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The up scripts of what is applied, the oldest first, up to the first that is not known, and what they do in memory.
 *
 * @param migrations what was replayed, or tried
 * @param replay what they do
 * @param missing why the rest is not known; null where all are
 */
record AppliedScripts(
        List<ReplayMigration> migrations,
        FileReplay replay,
        @Nullable BackstepException missing) {

    static AppliedScripts of(Timeline timeline, ScriptReader scripts) {
        List<ReplayMigration> migrations = new ArrayList<>();
        BackstepException missing = null;
        for (LaneStep step : LaneStep.ofDatabase(timeline)) {
            try {
                migrations.add(ReplayMigration.applied(step.migration(), scripts));
            } catch (BackstepException e) {
                missing = e;
                break;
            }
        }
        return new AppliedScripts(migrations, FileReplay.of(migrations), missing);
    }

    /** Why not all could be replayed; null where all were. */
    @Nullable
    BackstepException problem() {
        return replay.problem() == null ? missing : replay.problem();
    }

    /** The migrations up to this one. */
    List<ReplayMigration> upTo(Version version) {
        int last = -1;
        for (int i = 0; i < migrations.size(); i++) {
            last = migrations.get(i).version().equals(version) ? i : last;
        }
        return migrations.subList(0, last + 1);
    }

    /** What a plan is to leave, as a fresh file at its target would be. */
    Expected expected(Plan plan) {
        BackstepException problem = problem();
        if (problem != null || replay.steps().isEmpty()) {
            return Expected.unknown(problem == null ? "" : Text.of(problem));
        }
        CatalogSnapshot current = replay.steps().getLast().after();
        Version target = plan.target();
        CatalogSnapshot at = target == null
                ? new CatalogSnapshot(new TreeMap<>())
                : replay.of(target).map(FileReplay.Step::after).orElse(null);
        return at == null ? Expected.unknown("") : new Expected(at, current, null);
    }
}
