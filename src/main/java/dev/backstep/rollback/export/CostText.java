package dev.backstep.rollback.export;

import dev.backstep.rollback.impact.Amount;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.impact.Measure;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.sql.rules.Loss;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a whole plan costs, in a sentence or two. */
public final class CostText {

    private CostText() {}

    /** {@code This drops 2 columns and 1 table.}; what cannot be told from the texts is said, too. */
    public static String losses(Plan plan) {
        List<Finding.LosesData> losses = losses(plan.steps());
        List<String> dropped = new ArrayList<>();
        count(dropped, losses, "cost.columns", Loss.Kind.COLUMN);
        count(dropped, losses, "cost.tables", Loss.Kind.TABLE);
        count(dropped, losses, "cost.sequences", Loss.Kind.SEQUENCE);
        count(dropped, losses, "cost.containers", Loss.Kind.CONTAINER);
        List<String> parts = new ArrayList<>();
        if (!dropped.isEmpty()) {
            parts.add(Text.of("cost.drops", joined(dropped)));
        }
        count(parts, losses, "cost.deletes", Loss.Kind.ROWS_DELETED, Loss.Kind.ROWS_TRUNCATED);
        count(parts, losses, "cost.changes", Loss.Kind.ROWS_CHANGED);
        count(parts, losses, "cost.converts", Loss.Kind.CONVERTED);
        count(parts, losses, "cost.labels", Loss.Kind.LABELS);
        count(parts, losses, "cost.rights", Loss.Kind.RIGHTS);
        boolean unread = plan.steps().stream()
                .flatMap(step -> step.findings().stream())
                .anyMatch(finding -> finding instanceof Finding.Unread || finding instanceof Finding.MetaCommands);
        if (plan.runsNothing()) {
            return Text.of(plan.purpose() == Plan.Purpose.LOAD ? "cost.load" : "cost.onlyMark");
        }
        if (parts.isEmpty()) {
            return Text.of(unread ? "cost.unread" : "cost.nothing");
        }
        return Text.of("cost.this", joined(parts)) + (unread ? " " + Text.of("cost.andUnread") : "");
    }

    /** Whether it takes data away for good, as far as the texts show. */
    public static boolean costs(Plan plan) {
        return !losses(plan.steps()).isEmpty();
    }

    /** {@code 3 rows and 37,884 values are lost.}; empty where nothing was read or nothing is lost. */
    public static String amounts(Plan plan, Impact impact) {
        if (impact.readAt() == null || !costs(plan)) {
            return "";
        }
        Amount rows = new Amount(0, false);
        Amount values = new Amount(0, false);
        boolean all = true;
        for (int i = 0; i < plan.steps().size(); i++) {
            // What CASCADE takes along is named in its finding, and is not in the sum.
            all &= impact.of(i).found().stream().noneMatch(Finding.Cascades.class::isInstance);
            all &= impact.of(i).measures().values().stream().noneMatch(Measure::partial);
            for (Finding.LosesData loss : losses(List.of(plan.steps().get(i)))) {
                Measure measure = impact.of(i).of(loss);
                switch (measure) {
                    case Measure.Rows(Amount count, var _, var _, var _) when count != null -> rows = rows.plus(count);
                    case Measure.Hits(Amount hit, var _, var _)
                    when loss.kind() == Loss.Kind.ROWS_DELETED -> rows = rows.plus(hit);
                    case Measure.Hits(Amount hit, var _, var _) -> values = values.plus(hit);
                    case Measure.Values(var _, var _, var _, boolean generated, var _) when generated -> {}
                    case Measure.Values(Amount held, var _, var _, var _, var _)
                    when held != null && loss.kind() == Loss.Kind.COLUMN -> values = values.plus(held);
                    case Measure.NotThere _ -> {}
                    case null, default -> all &= loss.kind().compareTo(Loss.Kind.ROWS_CHANGED) > 0;
                }
            }
        }
        return sentence(rows, values, all);
    }

    /** All of it for a file, a line each. */
    static List<String> lines(Plan plan, Impact impact) {
        return Stream.of(losses(plan), amounts(plan, impact), read(impact), saves(plan))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** What Backstep saves before it runs the plan, unless it is told not to; empty where nothing goes. */
    static String saves(Plan plan) {
        List<String> things = losses(plan.steps()).stream()
                .filter(loss -> loss.kind() != Loss.Kind.RIGHTS)
                .map(loss -> Visible.of(loss.live().toString()))
                .distinct()
                .toList();
        return things.isEmpty() ? "" : Text.of("cost.saves", joined(things));
    }

    /** When the numbers were read; empty where they were not. */
    public static String read(Impact impact) {
        return impact.readAt() == null
                ? ""
                : Text.of("cost.readAt", impact.readAt().truncatedTo(ChronoUnit.SECONDS));
    }

    private static String sentence(Amount rows, Amount values, boolean all) {
        List<String> parts = new ArrayList<>();
        if (rows.value() > 0) {
            parts.add(AmountText.rows(rows));
        }
        if (values.value() > 0) {
            parts.add(AmountText.values(values));
        }
        if (parts.isEmpty()) {
            return all ? Text.of("cost.noData") : Text.of("cost.uncounted");
        }
        long count = rows.value() + values.value();
        return Text.of(all ? "cost.lost" : "cost.lostAtLeast", joined(parts), count);
    }

    private static List<Finding.LosesData> losses(List<Step> steps) {
        return steps.stream()
                .flatMap(step -> step.findings().stream())
                .map(finding -> finding instanceof Finding.LosesData loss && !loss.fresh() ? loss : null)
                .filter(Objects::nonNull)
                .toList();
    }

    private static void count(
            List<String> parts, List<Finding.LosesData> losses, String key, Loss.Kind kind, Loss.Kind... more) {
        List<Loss.Kind> kinds = new ArrayList<>(List.of(more));
        kinds.add(kind);
        long count = losses.stream()
                .filter(loss -> kinds.contains(loss.kind()))
                .map(Finding.LosesData::live)
                .distinct()
                .count();
        if (count > 0) {
            parts.add(Text.of(key, count));
        }
    }

    private static String joined(List<String> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        String first = String.join(", ", parts.subList(0, parts.size() - 1));
        return Text.of("cost.and", first, parts.getLast());
    }
}
