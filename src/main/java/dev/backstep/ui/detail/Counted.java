package dev.backstep.ui.detail;

import dev.backstep.rollback.export.FindingText;
import dev.backstep.rollback.export.MeasureText;
import dev.backstep.rollback.impact.StepImpact;
import dev.backstep.rollback.plan.Effects;
import dev.backstep.rollback.plan.Finding.LosesData;
import dev.backstep.sql.rules.Loss;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the database said about a down script, in the words of the rollback's preview.
 *
 * @param effects what the script does
 * @param impact what was read about it
 */
public record Counted(Effects effects, StepImpact impact) implements LossNumbers {

    /** Statements that take from the same thing are shown once, so each one's number is said. */
    @Override
    public @Nullable String words(Loss loss) {
        String words = effects.findings().stream()
                .filter(LosesData.class::isInstance)
                .map(LosesData.class::cast)
                .filter(each -> each.kind() == loss.kind() && each.subject().equals(loss.subject()))
                .map(each -> MeasureText.of(each, impact.of(each)))
                .filter(each -> !each.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        return words.isEmpty() ? null : words;
    }

    @Override
    public List<FindingText.Weighed> found() {
        return impact.found().stream()
                .map(finding -> new FindingText.Weighed(finding, FindingText.of(finding)))
                .toList();
    }
}
