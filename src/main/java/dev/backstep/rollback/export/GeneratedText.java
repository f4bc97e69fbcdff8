package dev.backstep.rollback.export;

import dev.backstep.rollback.plan.Finding;
import dev.backstep.sql.reverse.GeneratedDown.Irreversible;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.List;
import java.util.stream.Collectors;

/** The words for what no generated script takes back. */
final class GeneratedText {

    private static final int STATEMENT = 80;
    private static final int SHOWN = 8;

    private GeneratedText() {}

    static FindingText cannot(Finding.CannotGenerate cannot) {
        String title = Text.of("finding.cannotGenerate");
        if (cannot.statements().isEmpty()) {
            return new FindingText(title, Text.of("finding.cannotGenerate.severalUps"));
        }
        List<String> lines =
                cannot.statements().stream().map(GeneratedText::line).toList();
        return new FindingText(title, Text.of("finding.cannotGenerate.sentence", list(lines)));
    }

    /** The first of them, and how many more there are. */
    static String list(List<String> lines) {
        String shown = lines.stream().limit(SHOWN).map(Visible::of).collect(Collectors.joining("; "));
        return lines.size() > SHOWN ? Text.of("finding.generated.more", shown, lines.size() - SHOWN) : shown;
    }

    private static String line(Irreversible irreversible) {
        return Text.of(
                "finding.cannotGenerate." + irreversible.why(),
                Visible.shortened(irreversible.statement().headline(), STATEMENT));
    }
}
