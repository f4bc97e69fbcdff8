package dev.backstep.rollback.export;

import dev.backstep.rollback.plan.Finding;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A finding in words: the same for window, exports and command line.
 *
 * @param title two or three words
 * @param sentence what is so and, where it stands in the way, what to do
 */
public record FindingText(String title, String sentence) {

    private static final int STATEMENT = 80;

    /** The words for {@code finding}. */
    public static FindingText of(Finding finding) {
        return switch (finding) {
            case Finding.MissingDown _ ->
                new FindingText(Text.of("finding.missingDown"), Text.of("finding.missingDown.sentence"));
            case Finding.Ambiguous ambiguous -> ambiguous(ambiguous);
            case Finding.Chosen chosen ->
                new FindingText(
                        Text.of("finding.chosen"),
                        Text.of(
                                "finding.chosen.sentence",
                                PlanText.place(chosen.candidate().foundAt().getFirst())));
            case Finding.MayNotHaveRun _ ->
                new FindingText(Text.of("finding.mayNotHaveRun"), Text.of("finding.mayNotHaveRun.sentence"));
            case Finding.NotUtf8 _ -> new FindingText(Text.of("finding.notUtf8"), Text.of("finding.notUtf8.sentence"));
            case Finding.Unreadable unreadable ->
                new FindingText(Text.of("finding.unreadable"), Visible.of(unreadable.reason()));
            case Finding.Blank _ -> new FindingText(Text.of("finding.blank"), Text.of("finding.blank.sentence"));
            case Finding.CommentsOnly _ ->
                new FindingText(Text.of("finding.commentsOnly"), Text.of("finding.commentsOnly.sentence"));
            case Finding.TransactionControl control ->
                new FindingText(
                        Text.of("finding.transactionControl"),
                        Text.of("finding.transactionControl.sentence", statements(control.statements())));
            case Finding.OutsideTransaction outside ->
                new FindingText(
                        Text.of("finding.outsideTransaction"),
                        Text.of("finding.outsideTransaction.sentence", statements(outside.statements())));
        };
    }

    /** Title and sentence in one. */
    public String line() {
        return title + " — " + sentence;
    }

    private static FindingText ambiguous(Finding.Ambiguous ambiguous) {
        int contents = ambiguous.candidates().size();
        return new FindingText(Text.of("finding.ambiguous"), Text.of("finding.ambiguous.sentence", contents));
    }

    private static String statements(List<String> statements) {
        return statements.stream()
                .map(statement -> Visible.shortened(statement, STATEMENT))
                .collect(Collectors.joining("; "));
    }
}
