package dev.backstep.rollback.preflight;

import dev.backstep.model.Commit;
import dev.backstep.model.Provenance;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.preflight.Check.State;
import dev.backstep.text.PlaceText;
import dev.backstep.text.Text;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the plan's scripts mean for the run. */
public final class Scripts {

    private Scripts() {}

    /** Whether every step has a script that may run. */
    public static Check found(Plan plan) {
        String blocked = versions(plan, Step::blocked);
        if (!blocked.isEmpty() || plan.steps().isEmpty()) {
            return new Check("scripts", State.STOPS, Text.of("preflight.scripts.blocked", blocked), "");
        }
        if (!plan.migrates()) {
            return ofOne(plan);
        }
        String chosen = versions(plan, has(Finding.Chosen.class));
        String generated = versions(plan, Step::generated);
        String empty = versions(plan, has(Finding.Blank.class).or(has(Finding.CommentsOnly.class)));
        int count = plan.steps().size();
        if (!generated.isEmpty()) {
            String words = Text.of("preflight.scripts.generated", plan.steps().size(), generated);
            return new Check("scripts", State.ASKS, words, sources(plan));
        }
        if (!chosen.isEmpty()) {
            return new Check("scripts", State.ASKS, Text.of("preflight.scripts.chosen", count, chosen), sources(plan));
        }
        if (!empty.isEmpty()) {
            return new Check("scripts", State.ASKS, Text.of("preflight.scripts.empty", count, empty), sources(plan));
        }
        return new Check(
                "scripts",
                State.OK,
                Text.of(plan.forward() || plan.moves() ? "preflight.scripts.okForth" : "preflight.scripts.ok", count),
                sources(plan));
    }

    /** Of a repair or a reset: what its one step takes for granted. */
    private static Check ofOne(Plan plan) {
        boolean warned = plan.steps().getFirst().findings().stream()
                .anyMatch(finding -> finding instanceof Finding.Met && finding.severity() == Finding.Severity.WARNS);
        return warned
                ? new Check(
                        "scripts",
                        State.ASKS,
                        Text.of(
                                plan.purpose() == Plan.Purpose.LOAD
                                        ? "preflight.scripts.readRows"
                                        : "preflight.scripts.read"),
                        "")
                : new Check(
                        "scripts",
                        State.OK,
                        Text.of(
                                plan.purpose() == Plan.Purpose.LOAD
                                        ? "preflight.scripts.load"
                                        : plan.runsNothing() ? "preflight.scripts.none" : "preflight.scripts.one"),
                        "");
    }

    /** Whether all share one transaction. */
    public static Check transaction(Plan plan) {
        String alone = versions(plan, step -> !step.transactional());
        return alone.isEmpty()
                ? new Check(
                        "transaction",
                        State.OK,
                        Text.of(
                                plan.migrates() && !plan.forward() && !plan.moves()
                                        ? "preflight.transaction.one"
                                        : "preflight.transaction.oneForth"),
                        "")
                : new Check("transaction", State.ASKS, Text.of("preflight.transaction.several", alone), "");
    }

    /** Where the scripts are: the one place, or how many places. */
    private static String sources(Plan plan) {
        List<String> places = plan.steps().stream()
                .map(Step::source)
                .filter(Objects::nonNull)
                .map(Scripts::place)
                .distinct()
                .toList();
        return places.size() > 1 ? Text.of("preflight.scripts.places", places.size()) : String.join("", places);
    }

    private static String place(Provenance source) {
        Commit commit = source.commit();
        return source.place() == Provenance.Place.GENERATED
                ? PlaceText.name(source)
                : commit == null ? source.name() : source.name() + " " + commit.shortId();
    }

    private static Predicate<Step> has(Class<? extends Finding> kind) {
        return step -> step.findings().stream().anyMatch(kind::isInstance);
    }

    private static String versions(Plan plan, Predicate<Step> which) {
        return plan.steps().stream()
                .filter(which)
                .map(step -> step.migration().version().text())
                .collect(Collectors.joining(", "));
    }
}
