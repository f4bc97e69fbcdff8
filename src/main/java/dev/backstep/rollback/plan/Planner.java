package dev.backstep.rollback.plan;

import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Candidate;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.Evidence;
import dev.backstep.model.History;
import dev.backstep.model.Migration;
import dev.backstep.model.Note;
import dev.backstep.model.Provenance;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Utf8;
import dev.backstep.model.Version;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.text.Text;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides a rollback: what the database says was applied, newest first, down to the target.
 *
 * <p>A step leaves the database at the migration that was applied before it; where the history does not say which that was,
 * at the next lower one, as golang-migrate's own down does.
 */
public final class Planner {

    private final ScriptReader scripts;
    private final Function<Timeline, TrackAnalysis> analyses;
    private final Rehearsal rehearsal;

    /** A planner that cannot rehearse, so that its plans have no generated scripts that could run. */
    public Planner(ScriptReader scripts, Function<Timeline, TrackAnalysis> analyses) {
        this(scripts, analyses, (_, _) -> Map.of());
    }

    /**
     * @param scripts reads the steps' texts
     * @param analyses knows the schema at each version; one that has read the timeline before answers at once
     * @param rehearsal tries generated scripts
     */
    public Planner(ScriptReader scripts, Function<Timeline, TrackAnalysis> analyses, Rehearsal rehearsal) {
        this.scripts = scripts;
        this.analyses = analyses;
        this.rehearsal = rehearsal;
    }

    /**
     * The plan to {@code target}; it may be one that cannot run, its findings then say why.
     *
     * @param target an applied version below the current one, or null for "everything"
     * @param choices for ambiguous versions, the candidate the person chose; for those without a down script, that the
     *     generated one is to be taken
     * @throws BackstepException when there is nothing to plan: no history, a dirty one, or a target that is not applied
     */
    public Plan plan(
            DatabaseIdentity database, Timeline timeline, @Nullable Version target, Map<Version, Candidate> choices)
            throws BackstepException {
        History history = timeline.history();
        if (history == null) {
            throw new BackstepException("plan.noHistory", null, timeline.track().name());
        }
        if (history.dirty()) {
            Version at = history.current();
            throw new BackstepException("plan.dirty", null, at == null ? "-1" : at.text());
        }
        // What the tool runs again and again is not undone; it stays as it is.
        List<TimelineRow> applied = timeline.applied().stream()
                .filter(row -> !row.version().isRepeatable())
                .toList();
        if (target != null && applied.stream().noneMatch(row -> row.version().equals(target))) {
            throw new BackstepException("plan.notApplied", null, target.text());
        }
        TrackAnalysis analysis = analyses.apply(timeline);
        Generation generation = new Generation(scripts, analysis);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < applied.size() && !applied.get(i).version().equals(target); i++) {
            Version leavesAt = i + 1 < applied.size() ? applied.get(i + 1).version() : null;
            TimelineRow row = applied.get(i);
            steps.add(step(row, leavesAt, choices.get(row.version()), generation));
        }
        if (steps.isEmpty()) {
            throw new BackstepException("plan.nothing", null, target == null ? "" : target.text());
        }
        KnownSchema atTarget = target == null ? KnownSchema.empty() : analysis.after(target);
        return Plan.of(database, history, target, new StepReader(scripts).read(rehearsed(timeline, steps), atTarget));
    }

    /** The steps with how the generated ones' rehearsal went. */
    private List<Step> rehearsed(Timeline timeline, List<Step> steps) {
        Map<Version, String> generated = new HashMap<>();
        for (Step step : steps) {
            if (step.generated() && step.text() != null) {
                generated.put(step.migration().version(), step.text());
            }
        }
        if (generated.isEmpty()) {
            return steps;
        }
        Map<Version, Rehearsal.Result> results = rehearse(timeline, generated);
        return steps.stream()
                .map(step -> step.generated()
                        ? step.with(Generation.finding(results, step.migration().version()))
                        : step)
                .toList();
    }

    private Map<Version, Rehearsal.Result> rehearse(Timeline timeline, Map<Version, String> generated) {
        try {
            return rehearsal.rehearse(timeline, generated);
        } catch (BackstepException e) {
            Rehearsal.Result failed = new Rehearsal.Failed(Text.of(e));
            return generated.keySet().stream().collect(Collectors.toMap(version -> version, _ -> failed));
        }
    }

    private Step step(TimelineRow row, @Nullable Version leavesAt, @Nullable Candidate chosen, Generation generation) {
        List<Finding> findings = new ArrayList<>();
        Candidate candidate =
                row.candidates().isEmpty() ? null : row.candidates().getFirst();
        if (chosen != null && row.candidates().contains(chosen)) {
            candidate = chosen;
            findings.add(Finding.Chosen.from(chosen, row.candidates()));
        } else if (row.evidence() == Evidence.AMBIGUOUS && downsDiffer(row.candidates())) {
            findings.add(new Finding.Ambiguous(row.candidates()));
        }
        if (row.has(Note.MayNotHaveRun.class)) {
            findings.add(new Finding.MayNotHaveRun());
        }
        Migration migration = candidate == null ? row.migration() : candidate.migration();
        if (migration.down() == null && !downsDiffer(row.candidates())) {
            Optional<Finding> offer = generation.offer(row);
            if (offer.orElse(null) instanceof Finding.CanGenerate(Candidate generated, String made)
                    && generated.equals(chosen)) {
                return new Step(
                        migration,
                        made,
                        Generation.source(),
                        leavesAt,
                        SentTexts.of(made, findings),
                        findings,
                        List.of());
            }
            offer.ifPresent(findings::add);
        }
        String text = text(migration.down(), findings);
        List<String> statements = text == null ? List.of() : SentTexts.of(text, findings);
        Provenance source =
                text == null || candidate == null ? null : candidate.foundAt().getFirst();
        return new Step(migration, text, source, leavesAt, statements, findings, List.of());
    }

    /** Candidates that differ only in what they applied are undone by the same text: no need to choose. */
    private static boolean downsDiffer(List<Candidate> candidates) {
        return candidates.stream()
                        .map(candidate -> candidate.migration().down())
                        .map(down -> down == null ? "" : down.content().hex())
                        .distinct()
                        .count()
                > 1;
    }

    /** A script's exact text; null where there is none, and a finding says why. */
    @Nullable
    String text(@Nullable Script down, List<Finding> findings) {
        if (down == null) {
            findings.add(new Finding.MissingDown());
            return null;
        }
        findings.addAll(Finding.of(down.traits()));
        try {
            byte[] bytes = scripts.read(down);
            String text = Utf8.decode(bytes);
            if (text.indexOf('\0') < 0) {
                return text;
            }
            findings.add(new Finding.NotUtf8());
        } catch (CharacterCodingException e) {
            findings.add(new Finding.NotUtf8());
        } catch (BackstepException e) {
            findings.add(new Finding.Unreadable(Text.of(e)));
        }
        return null;
    }
}
