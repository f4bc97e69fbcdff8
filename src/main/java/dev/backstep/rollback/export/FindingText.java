package dev.backstep.rollback.export;

import dev.backstep.rollback.impact.Measure;
import dev.backstep.rollback.impact.StepImpact;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Step;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A finding in words: the same for window, exports and command line.
 *
 * @param title two or three words
 * @param sentence what is so and, where it stands in the way, what to do
 * @param names the names of things in the sentence, for a window to set in another font
 */
public record FindingText(String title, String sentence, List<String> names) {

    private static final int STATEMENT = 80;

    public FindingText {
        names = List.copyOf(names);
    }

    FindingText(String title, String sentence) {
        this(title, sentence, List.of());
    }

    /** A step's findings, those of its text and those of the database, in words; what weighs most comes first. */
    public static List<Weighed> of(Step step, StepImpact impact) {
        return Stream.concat(step.findings().stream(), impact.found().stream())
                .sorted(Comparator.comparing(Finding::severity))
                .map(finding -> new Weighed(finding, of(finding, impact.of(finding))))
                .toList();
    }

    /** A finding and its words. */
    public record Weighed(Finding finding, FindingText words) {}

    /** The words for {@code finding} before the database was asked. */
    public static FindingText of(Finding finding) {
        return of(finding, null);
    }

    /** The words for {@code finding}, with what the database says about it. */
    public static FindingText of(Finding finding, @Nullable Measure measure) {
        return switch (finding) {
            case Finding.MissingDown _ ->
                new FindingText(Text.of("finding.missingDown"), Text.of("finding.missingDown.sentence"));
            case Finding.CanGenerate _ ->
                new FindingText(Text.of("finding.canGenerate"), Text.of("finding.canGenerate.sentence"));
            case Finding.CannotGenerate cannot -> GeneratedText.cannot(cannot);
            case Finding.Generated _ ->
                new FindingText(Text.of("finding.generated"), Text.of("finding.generated.sentence"));
            case Finding.RehearsalDiffers differs ->
                new FindingText(
                        Text.of("finding.rehearsalDiffers"),
                        Text.of("finding.rehearsalDiffers.sentence", GeneratedText.list(differs.differences())));
            case Finding.RehearsalFailed failed ->
                new FindingText(
                        Text.of("finding.rehearsalFailed"),
                        Text.of("finding.rehearsalFailed.sentence", Visible.of(failed.reason()))
                                .strip());
            case Finding.Ambiguous ambiguous -> ambiguous(ambiguous);
            case Finding.Chosen chosen -> new FindingText(Text.of("finding.chosen"), chosen(chosen));
            case Finding.Met met -> MetText.of(met);
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
            case Finding.Placeholders _ ->
                new FindingText(Text.of("finding.placeholders"), Text.of("finding.placeholders.sentence"));
            case Finding.Program(List<String> command) ->
                new FindingText(
                        Text.of("finding.program"),
                        command.isEmpty()
                                ? Text.of("finding.program.together")
                                : Text.of("finding.program.sentence", Visible.of(String.join(" ", command))));
            case Finding.ToldApart _ ->
                new FindingText(Text.of("finding.toldApart"), Text.of("finding.toldApart.sentence"));
            case Finding.MetaCommands meta ->
                new FindingText(
                        Text.of("finding.metaCommands"),
                        Text.of("finding.metaCommands.sentence", statements(meta.lines())));
            case Finding.LosesData loss -> EffectText.loses(loss, measure);
            case Finding.NotReversed notReversed -> EffectText.notReversed(notReversed);
            case Finding.ReversalUnknown _ ->
                new FindingText(Text.of("finding.reversalUnknown"), Text.of("finding.reversalUnknown.sentence"));
            case Finding.Unread unread -> EffectText.unread(unread);
            case Finding.TakesLock lock -> EffectText.lock(lock, measure);
            case Finding.WorksUnderLock work -> EffectText.underLock(work);
            case Finding.NotThere missing -> EffectText.notThere(missing);
            case Finding.InTheWay inTheWay -> EffectText.inTheWay(inTheWay);
            case Finding.Cascades cascades -> EffectText.cascades(cascades);
            case Finding.DependentsUnknown unknown -> EffectText.dependentsUnknown(unknown);
        };
    }

    /** Title and sentence in one. */
    public String line() {
        return title + " — " + sentence;
    }

    /** The choice, with what replaying told about it. */
    private static String chosen(Finding.Chosen chosen) {
        String sentence = Text.of(
                "finding.chosen.sentence",
                PlanText.place(chosen.candidate().foundAt().getFirst()));
        Integer differences = chosen.candidate().differences();
        if (differences == null) {
            return sentence;
        }
        Integer against = chosen.against();
        String others =
                against == null ? Text.of("finding.chosen.notReplayed") : Text.of("finding.chosen.against", against);
        return sentence + " " + Text.of("finding.chosen.evidence", differences, others);
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
