package dev.backstep.app;

import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.model.BackstepException;
import dev.backstep.rollback.impact.ImpactReader;
import dev.backstep.rollback.impact.StepImpact;
import dev.backstep.rollback.plan.Effects;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.sql.rules.ScriptAnalysis;
import dev.backstep.sql.rules.ScriptReading;
import dev.backstep.ui.detail.Counted;
import dev.backstep.ui.detail.DownScript;
import dev.backstep.ui.detail.LossCounter;
import dev.backstep.ui.detail.LossNumbers;
import java.time.InstantSource;
import java.util.List;

/** Counts in the open workspace's database. */
final class LiveLossCounter implements LossCounter {

    private final OpenWorkspace open;

    LiveLossCounter(OpenWorkspace open) {
        this.open = open;
    }

    /** The script is read once more: what was kept of it has no schema after it, which tells an enum's lost labels. */
    @Override
    public LossNumbers count(DownScript script) throws BackstepException {
        ScriptReading down = ScriptAnalysis.read(open.read(script.script()), script.met());
        Effects all = Effects.of(script.met(), down, null, script.before());
        List<Finding> losses = all.findings().stream()
                .filter(Finding.LosesData.class::isInstance)
                .toList();
        // What depends on it now may be gone when its turn comes, so that is asked of the next one only.
        Effects asked = new Effects(losses, script.next() ? all.drops() : List.of());
        return asked.equals(Effects.NONE)
                ? new Counted(asked, StepImpact.NONE)
                : new Counted(
                        asked,
                        new ImpactReader(open.database(), InstantSource.system())
                                .read(asked)
                                .of(0));
    }
}
