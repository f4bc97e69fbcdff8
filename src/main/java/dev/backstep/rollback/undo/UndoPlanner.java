package dev.backstep.rollback.undo;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ContentId;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.model.Script.Trait;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Effects;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.SentTexts;
import dev.backstep.rollback.plan.Step;
import dev.backstep.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans the way forth over the steps of a rollback that were done, as far as the history says; pure. */
public final class UndoPlanner {

    private UndoPlanner() {}

    /**
     * The up scripts of what was rolled back, oldest first.
     *
     * @throws BackstepException when the database is another, is dirty, or has moved since
     */
    public static Plan plan(UndoRecord kept, DatabaseIdentity database, History history) throws BackstepException {
        check(kept, database, history);
        Version current = history.current();
        String at = current == null ? null : current.text();
        if (Objects.equals(at, kept.from())) {
            boolean moved = kept.steps().getLast().forth();
            throw new BackstepException(moved ? "undo.sameVersion" : "undo.nothing", null, String.valueOf(at));
        }
        int done = done(kept, at);
        if (done == 0 || !agrees(kept.steps().subList(0, done), history)) {
            throw new BackstepException("undo.moved", null, at == null ? "-1" : at);
        }
        List<Step> steps = new ArrayList<>();
        for (int i = done - 1; i >= 0; i--) {
            String before = i == 0 ? kept.from() : kept.steps().get(i - 1).leavesAt();
            steps.add(step(kept.steps().get(i), version(before)));
        }
        return Plan.of(database, history, version(kept.from()), steps);
    }

    /** @throws BackstepException when the database is another, or is dirty */
    static void check(UndoRecord kept, DatabaseIdentity database, History history) throws BackstepException {
        if (!kept.database().sameDatabase(database)) {
            throw new BackstepException(
                    "undo.otherDatabase",
                    null,
                    kept.database().database(),
                    kept.database().server());
        }
        Version current = history.current();
        if (history.dirty()) {
            throw new BackstepException("plan.dirty", null, current == null ? "-1" : current.text());
        }
    }

    /** How many steps of the rollback are done when the history says {@code at}; 0 when it says anything else. */
    private static int done(UndoRecord kept, @Nullable String at) {
        // To other migrations a run goes in one transaction: all of it is done, or nothing.
        int least = kept.steps().getLast().forth() ? kept.steps().size() - 1 : 0;
        for (int i = kept.steps().size() - 1; i >= least; i--) {
            if (Objects.equals(kept.steps().get(i).leavesAt(), at)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Where each migration has a row: what was undone has none, and what was applied has one. */
    private static boolean agrees(List<UndoRecord.UndoStep> done, History history) {
        Map<String, Boolean> applied = new HashMap<>();
        done.forEach(step -> applied.put(step.version(), step.forth()));
        List<String> rows = history.records().stream()
                .map(record -> record.version().text())
                .toList();
        return !history.complete()
                || applied.entrySet().stream().allMatch(each -> rows.contains(each.getKey()) == each.getValue());
    }

    /** @param before where the step began, and where taking it back leaves the database */
    private static Step step(UndoRecord.UndoStep undone, @Nullable Version before) {
        Version version = Objects.requireNonNull(version(undone.version()));
        Version leavesAt = undone.forth() ? before : version;
        String text = undone.up();
        List<Finding> findings = new ArrayList<>();
        if (text == null || undone.file() == null) {
            findings.add(
                    new Finding.Unreadable(Text.of(undone.forth() ? "undo.noDown" : "undo.noUp", undone.version())));
            Migration migration = new Migration(version, undone.name(), null, null);
            return new Step(migration, null, null, leavesAt, List.of(), findings, List.of());
        }
        Set<Trait> traits = undone.traits() == null
                ? Set.of()
                : undone.traits().stream().map(Trait::valueOf).collect(Collectors.toSet());
        findings.addAll(Finding.of(traits));
        List<String> statements = SentTexts.of(text, findings);
        Effects effects = Effects.ofText(text);
        findings.addAll(effects.findings());
        ContentId content = ContentId.of(text.getBytes(StandardCharsets.UTF_8));
        Script script = new Script(undone.file(), content, undone.checksum(), traits);
        return new Step(
                new Migration(version, undone.name(), undone.forth() ? null : script, undone.forth() ? script : null),
                text,
                null,
                leavesAt,
                statements,
                findings,
                effects.drops());
    }

    private static @Nullable Version version(@Nullable String text) {
        return text == null ? null : new Version(text);
    }
}
