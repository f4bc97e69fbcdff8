package dev.backstep.rollback.impact;

import dev.backstep.rollback.plan.Finding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the database says about one step.
 *
 * @param measures the numbers for the findings of its text
 * @param found what only the database could tell: dependents, missing things
 */
public record StepImpact(Map<Finding, Measure> measures, List<Finding> found) {

    public static final StepImpact NONE = new StepImpact(Map.of(), List.of());

    public StepImpact {
        measures = Map.copyOf(measures);
        found = List.copyOf(found);
    }

    /** The numbers for a finding; null where there are none. */
    public @Nullable Measure of(Finding finding) {
        return measures.get(finding);
    }
}
