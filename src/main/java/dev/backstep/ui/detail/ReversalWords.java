package dev.backstep.ui.detail;

import dev.backstep.sql.rules.Reversal;
import dev.backstep.text.Text;
import dev.backstep.text.Words;
import dev.backstep.ui.detail.Finding.Weight;
import java.util.ArrayList;
import java.util.List;

/** Puts where a down script falls short into findings. */
final class ReversalWords {

    /** The most things that one sentence names. */
    private static final int NAMED = 4;

    private ReversalWords() {}

    /** @param applied whether the up script has run: what it destroyed is lost already, and said in one finding */
    static List<Finding> of(Reversal reversal, boolean applied) {
        List<Finding> findings = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        for (Reversal.Finding finding : reversal.findings()) {
            if (finding.kind() == Reversal.Kind.DATA_LOST) {
                lost.add(finding.subject());
            } else {
                findings.add(finding(finding, finding.subject()));
            }
        }
        if (applied && !lost.isEmpty()) {
            findings.add(finding(new Reversal.Finding(Reversal.Kind.DATA_LOST, ""), Words.list(lost, NAMED)));
        }
        return findings;
    }

    private static Finding finding(Reversal.Finding finding, String subject) {
        return new Finding(
                finding.kind() == Reversal.Kind.MAY_FAIL ? Weight.WARN : Weight.BAD,
                Text.of("detail.reversal." + finding.kind()),
                Text.of(finding.sentenceKey(), subject),
                null);
    }
}
