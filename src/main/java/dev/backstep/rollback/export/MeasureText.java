package dev.backstep.rollback.export;

import dev.backstep.rollback.impact.Amount;
import dev.backstep.rollback.impact.Measure;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the database said about a finding, in words that follow the finding's sentence. */
public final class MeasureText {

    private static final int MESSAGE = 200;

    private MeasureText() {}

    /** How much a step loses; empty where nobody counted. */
    public static String of(Finding.LosesData loss, @Nullable Measure measure) {
        if (measure != null) {
            return of(measure);
        }
        return loss.fresh() ? Text.of("finding.loses.fresh") : "";
    }

    private static String of(Measure measure) {
        return switch (measure) {
            case Measure.Rows rows -> rows(rows);
            case Measure.Values values -> values(values);
            case Measure.Hits hits -> hits(hits);
            case Measure.Labels labels -> labels(labels);
            case Measure.Position(long last) -> Text.of("measure.position", last);
            case Measure.Rights(List<String> grants) ->
                grants.isEmpty() ? Text.of("measure.noRights") : Text.of("measure.rights", names(grants));
            case Measure.Contents(long tables, Amount rows) ->
                Text.of("measure.contents", tables, AmountText.rows(rows));
            case Measure.NotThere() -> Text.of("measure.notThere");
            case Measure.Refused(String message) -> Text.of("measure.refused", Visible.shortened(message, MESSAGE));
            case Measure.Uncountable() -> Text.of("measure.uncountable");
            case Measure.Unknown() -> Text.of("measure.unknown");
        };
    }

    /** A locked table: how large it is. */
    static String size(Measure.Rows rows) {
        return Stream.of(
                        rows.bytes() == null ? null : AmountText.bytes(rows.bytes()),
                        rows.rows() == null ? null : AmountText.rows(rows.rows()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private static String rows(Measure.Rows rows) {
        List<String> parts = new ArrayList<>();
        parts.add(rows.rows() == null ? Text.of("measure.unknown") : AmountText.rows(rows.rows()));
        if (rows.bytes() != null) {
            parts.add(AmountText.bytes(rows.bytes()));
        }
        if (!rows.grants().isEmpty()) {
            parts.add(Text.of("measure.grants", names(rows.grants())));
        }
        return String.join(", ", parts) + security(rows.rowSecurity());
    }

    private static String values(Measure.Values values) {
        if (values.generated()) {
            return Text.of("measure.generated");
        }
        if (values.held() == null) {
            return values.rows() == null
                    ? Text.of("measure.unknown")
                    : Text.of("measure.ofRows", AmountText.rows(values.rows()));
        }
        boolean sized = values.bytes() != null && values.held().value() > 0;
        return AmountText.held(values.held(), values.rows())
                + (sized ? ", " + AmountText.bytes(Objects.requireNonNull(values.bytes())) : "")
                + security(values.rowSecurity());
    }

    private static String hits(Measure.Hits hits) {
        String hit = AmountText.rows(hits.hit());
        String words = hits.rows() == null
                ? Text.of("measure.hits", hit)
                : Text.of("measure.hitsOf", hit, AmountText.rows(hits.rows()));
        return words + security(hits.rowSecurity());
    }

    private static String labels(Measure.Labels labels) {
        if (labels.uses().isEmpty()) {
            return Text.of("measure.unused");
        }
        return labels.uses().stream()
                .map(use -> Text.of(
                        "measure.use",
                        Visible.of(use.column()),
                        use.rows() == null ? Text.of("measure.unknown") : AmountText.rows(use.rows())))
                .collect(Collectors.joining(", "));
    }

    private static String security(boolean active) {
        return active ? " " + Text.of("measure.rowSecurity") : "";
    }

    private static String names(List<String> names) {
        return names.stream().map(Visible::of).collect(Collectors.joining(", "));
    }
}
