package dev.backstep.rollback.export;

import dev.backstep.rollback.plan.Finding;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.List;
import java.util.stream.Collectors;

/** The words for what a repair or a reset meets. */
final class MetText {

    private static final int NAMED = 12;
    private static final int LENGTH = 120;

    private MetText() {}

    static FindingText of(Finding.Met met) {
        String things = list(met.things());
        int count = met.things().size();
        return switch (met.kind()) {
            case DIFFERS ->
                new FindingText(Text.of("finding.met.differs"), Text.of("finding.met.differs.sentence", count, things));
            case LEAVES ->
                new FindingText(Text.of("finding.met.leaves"), Text.of("finding.met.leaves.sentence", count, things));
            case TAKEN_AS_RUN ->
                new FindingText(Text.of("finding.met.noTrace"), Text.of("finding.met.asRun.sentence", count, things));
            case TAKEN_AS_NOT_RUN ->
                new FindingText(
                        Text.of("finding.met.noTrace"), Text.of("finding.met.asNotRun.sentence", count, things));
            case NOT_COMPARED ->
                new FindingText(
                        Text.of("finding.met.notCompared"), Text.of("finding.met.notCompared.sentence", things));
            case LIKELIEST ->
                new FindingText(
                        Text.of("finding.met.likeliest"), Text.of("finding.met.likeliest.sentence", count, things));
            case STRANGERS ->
                new FindingText(
                        Text.of("finding.met.strangers"), Text.of("finding.met.strangers.sentence", count, things));
            case STAYS ->
                new FindingText(Text.of("finding.met.stays"), Text.of("finding.met.stays.sentence", count, things));
            case LOADS -> new FindingText(Text.of("finding.met.loads"), things);
            case LOADS_BESIDE ->
                new FindingText(Text.of("finding.met.besides"), Text.of("finding.met.besides.sentence", things));
            case LEFT_OUT -> new FindingText(Text.of("finding.met.left"), things);
        };
    }

    private static String list(List<String> things) {
        String named = things.stream()
                .limit(NAMED)
                .map(thing -> Visible.shortened(thing, LENGTH))
                .collect(Collectors.joining("; "));
        return things.size() > NAMED ? Text.of("finding.met.more", named, things.size() - NAMED) : named;
    }
}
