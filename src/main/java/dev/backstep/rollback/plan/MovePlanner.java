package dev.backstep.rollback.plan;

import dev.backstep.analysis.LaneStep;
import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Candidate;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.Note;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.sql.rules.Reversal;
import dev.backstep.sql.rules.ScriptAnalysis;
import dev.backstep.sql.rules.ScriptReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a database gets to what the checkout has: back to the common ancestor, then forth over the checkout's migrations
 * in their order. Where not all of that can share one transaction, the plan is the way back alone; from there it is made anew.
 */
public final class MovePlanner {

    private final Function<Timeline, TrackAnalysis> analyses;
    private final Planner planner;

    /**
     * @param back plans the way back
     * @param analyses as for a {@link Planner}
     */
    public MovePlanner(Planner back, Function<Timeline, TrackAnalysis> analyses) {
        this.analyses = analyses;
        this.planner = back;
    }

    /**
     * The plan to the checkout; it may be one that cannot run, its findings then say why.
     *
     * @param choices for ambiguous applied versions, the candidate the person chose
     * @throws BackstepException when there is nothing to plan: no history, a dirty one, files that the tool refuses, or
     *     nothing that differs
     */
    public Plan plan(DatabaseIdentity database, Timeline timeline, Map<Version, Candidate> choices)
            throws BackstepException {
        History history = timeline.history();
        if (history == null) {
            throw new BackstepException("plan.noHistory", null, timeline.track().name());
        }
        if (history.dirty()) {
            Version at = history.current();
            throw new BackstepException("plan.dirty", null, at == null ? "-1" : at.text());
        }
        if (!timeline.checkoutDuplicates().isEmpty()) {
            throw new BackstepException("move.duplicates", null, String.join(", ", timeline.checkoutDuplicates()));
        }
        Version ancestor = met(timeline, choices);
        List<Step> back = goesBack(timeline, ancestor)
                ? undecided(
                        timeline,
                        choices,
                        planner.plan(database, timeline, ancestor, choices).steps())
                : List.of();
        List<Step> forth = forth(timeline, ancestor);
        List<Step> all = new ArrayList<>(back);
        all.addAll(forth);
        if (all.isEmpty()) {
            throw new BackstepException("move.nothing", null);
        }
        boolean together = all.stream().allMatch(Step::transactional);
        List<Step> steps = back.isEmpty() || forth.isEmpty() || together ? all : back;
        return Plan.of(database, history, steps.getLast().leavesAt(), steps);
    }

    /**
     * The newest version up to which both agree. Where several contents stand behind a version, they agree only when the person
     * chose the checkout's: the likeliest one is not proven.
     */
    private static @Nullable Version met(Timeline timeline, Map<Version, Candidate> choices) {
        Version ancestor = timeline.ancestor();
        if (ancestor == null) {
            return null;
        }
        Version met = null;
        for (TimelineRow row : timeline.applied().reversed()) {
            if (row.upsDiffer() && !isCheckouts(row, choices.get(row.version()))) {
                return met;
            }
            if (row.version().equals(ancestor)) {
                return ancestor;
            }
            met = row.version();
        }
        return ancestor;
    }

    private static boolean isCheckouts(TimelineRow row, @Nullable Candidate chosen) {
        return chosen != null && chosen.migration().sameUp(row.migrationInCheckout());
    }

    /** Also where all contents are undone by the same script the person decides: there may be nothing to undo. */
    private static List<Step> undecided(Timeline timeline, Map<Version, Candidate> choices, List<Step> back) {
        Map<Version, Finding> open = new HashMap<>();
        for (TimelineRow row : timeline.applied()) {
            if (row.upsDiffer() && row.lane().inCheckout() && !choices.containsKey(row.version())) {
                open.put(row.version(), new Finding.Ambiguous(row.candidates()));
            }
        }
        return back.stream()
                .map(step -> {
                    Finding finding = open.get(step.migration().version());
                    return finding == null || step.findings().contains(finding) ? step : step.with(finding);
                })
                .toList();
    }

    private static boolean goesBack(Timeline timeline, @Nullable Version ancestor) {
        return timeline.applied().stream()
                .map(TimelineRow::version)
                .filter(version -> !version.isRepeatable())
                .findFirst()
                .filter(newest -> !Objects.equals(newest, ancestor))
                .isPresent();
    }

    private List<Step> forth(Timeline timeline, @Nullable Version ancestor) {
        KnownSchema schema = ancestor == null
                ? KnownSchema.empty()
                : analyses.apply(timeline).after(ancestor);
        List<Step> steps = new ArrayList<>();
        for (LaneStep pending : pending(timeline, ancestor)) {
            List<Finding> findings = new ArrayList<>();
            String text = planner.text(pending.migration().up(), findings);
            Version version = pending.migration().version();
            if (text == null) {
                steps.add(new Step(pending.migration(), null, null, version, List.of(), findings, List.of()));
                schema = schema.afterUnread();
                continue;
            }
            List<String> statements = SentTexts.of(text, findings);
            ScriptReading reading = ScriptAnalysis.read(text, schema);
            Effects effects = Effects.of(schema, reading, new Reversal(List.of(), true), List.of());
            findings.addAll(effects.findings());
            steps.add(new Step(
                    pending.migration(), text, source(pending), version, statements, findings, effects.drops()));
            schema = reading.after();
        }
        return steps;
    }

    /** What the tool would apply from the ancestor on, in its order; what it runs again and again is left to it. */
    private static List<LaneStep> pending(Timeline timeline, @Nullable Version ancestor) {
        return LaneStep.ofCheckout(timeline).stream()
                .filter(step ->
                        !step.row().has(Note.Baseline.class) && !step.row().has(Note.BelowBaseline.class))
                .filter(step -> !step.migration().version().isRepeatable())
                .filter(step -> ancestor == null || step.migration().version().compareTo(ancestor) > 0)
                .sorted(Comparator.comparing(step -> step.migration().version()))
                .toList();
    }

    /** The working tree where it has this very text, as it does unless another ref stands in its place. */
    private static @Nullable Provenance source(LaneStep pending) {
        return pending.row().candidates().stream()
                .filter(candidate -> candidate.migration().sameUp(pending.migration()))
                .flatMap(candidate -> candidate.foundAt().stream())
                .min(Comparator.comparing((Provenance found) -> found.place() != Place.WORKING_TREE))
                .orElse(null);
    }
}
