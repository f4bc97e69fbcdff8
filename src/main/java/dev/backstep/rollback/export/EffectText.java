package dev.backstep.rollback.export;

import dev.backstep.rollback.impact.Measure;
import dev.backstep.rollback.plan.Dependent;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.sql.rules.Reversal;
import dev.backstep.sql.rules.Work;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a script does to the database, in words. */
final class EffectText {

    private static final int STATEMENT = 80;
    private static final int SHOWN_DEPENDENTS = 6;

    private EffectText() {}

    static FindingText loses(Finding.LosesData loss, @Nullable Measure measure) {
        String name = Visible.of(loss.subject().toString());
        String labels = loss.labels().stream().map(Visible::of).collect(Collectors.joining(", "));
        String key = "finding.loses."
                + (labels.isEmpty() && loss.kind() == dev.backstep.sql.rules.Loss.Kind.LABELS
                        ? "labels_unseen"
                        : loss.kind().name().toLowerCase(Locale.ROOT));
        String what = Text.of(key, name, labels);
        String much = MeasureText.of(loss, measure);
        String sentence = much.isEmpty() ? what : what + ": " + much;
        return new FindingText(Text.of("finding.loses"), sentence, List.of(name));
    }

    static FindingText notReversed(Finding.NotReversed finding) {
        String title = switch (finding.kind()) {
            case DATA_LOST -> "finding.lostBefore";
            case MAY_FAIL -> "finding.mayFail";
            case BLANK, COMMENTS, IDLE, LEAVES, MISSES, DIFFERS -> "finding.notReversed";
        };
        String name = Visible.of(finding.subject());
        String sentence = Text.of(new Reversal.Finding(finding.kind(), "").sentenceKey(), name);
        return new FindingText(Text.of(title), sentence, List.of(name));
    }

    static FindingText lock(Finding.TakesLock lock, @Nullable Measure measure) {
        String name = Visible.of(lock.table().toString());
        String size = measure instanceof Measure.Rows rows ? MeasureText.size(rows) : "";
        String sentence = Text.of(
                "finding.lock.sentence",
                name,
                lock.lock().words(),
                Text.of("finding.lock." + lock.lock().name().toLowerCase(Locale.ROOT)),
                lock.work() == Work.NONE
                        ? ""
                        : " " + Text.of("finding.work." + lock.work().name().toLowerCase(Locale.ROOT)),
                size.isEmpty() ? "" : " " + Text.of("finding.lock.size", size));
        return new FindingText(Text.of("finding.lock"), sentence, List.of(name));
    }

    static FindingText underLock(Finding.WorksUnderLock work) {
        String name = Visible.of(work.table().toString());
        return new FindingText(
                Text.of("finding.underLock"),
                Text.of(
                        "finding.underLock.sentence",
                        name,
                        PlanText.version(work.lockedBy()),
                        Visible.shortened(work.statement(), STATEMENT)),
                List.of(name));
    }

    static FindingText unread(Finding.Unread unread) {
        String reason = Text.of(
                unread.sentenceKey(),
                unread.arguments().stream()
                        .map(argument -> Visible.shortened(argument, STATEMENT))
                        .toArray());
        return new FindingText(
                Text.of("finding.unread"),
                Text.of("finding.unread.sentence", reason, Visible.shortened(unread.statement(), STATEMENT)));
    }

    static FindingText notThere(Finding.NotThere missing) {
        String name = Visible.of(missing.subject().toString());
        return new FindingText(Text.of("finding.notThere"), Text.of("finding.notThere.sentence", name), List.of(name));
    }

    static FindingText inTheWay(Finding.InTheWay finding) {
        String name = Visible.of(finding.subject().toString());
        return new FindingText(
                Text.of("finding.inTheWay"),
                Text.of("finding.inTheWay.sentence", name, dependents(finding.dependents())),
                List.of(name));
    }

    static FindingText cascades(Finding.Cascades finding) {
        String name = Visible.of(finding.subject().toString());
        return new FindingText(
                Text.of("finding.cascades"),
                Text.of("finding.cascades.sentence", name, dependents(finding.dependents())),
                List.of(name));
    }

    static FindingText dependentsUnknown(Finding.DependentsUnknown finding) {
        String name = Visible.of(finding.subject().toString());
        return new FindingText(
                Text.of("finding.dependentsUnknown"),
                Text.of("finding.dependentsUnknown.sentence", name),
                List.of(name));
    }

    /** {@code view public.v, table public.child (about 12 rows)}; past the sixth, how many more. */
    private static String dependents(List<Dependent> dependents) {
        String shown = dependents.stream()
                .limit(SHOWN_DEPENDENTS)
                .map(EffectText::dependent)
                .collect(Collectors.joining(", "));
        int more = dependents.size() - SHOWN_DEPENDENTS;
        return more > 0 ? Text.of("finding.dependents.more", shown, more) : shown;
    }

    private static String dependent(Dependent dependent) {
        String name = Visible.of(dependent.kind() + " " + dependent.identity());
        return dependent.rows() == null ? name : Text.of("finding.dependents.rows", name, dependent.rows());
    }
}
