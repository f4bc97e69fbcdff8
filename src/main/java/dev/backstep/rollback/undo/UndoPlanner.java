package dev.backstep.rollback.undo;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ContentId;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Effects;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.SentTexts;
import dev.backstep.rollback.plan.Step;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.sql.rules.Reversal;
import dev.backstep.sql.rules.ScriptAnalysis;
import dev.backstep.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
        if (!kept.database().sameDatabase(database)) {
            throw new BackstepException(
                    "undo.otherDatabase",
                    null,
                    kept.database().database(),
                    kept.database().server());
        }
        if (history.complete()) {
            throw new BackstepException("undo.tool", null, history.table().tool());
        }
        Version current = history.current();
        if (history.dirty()) {
            throw new BackstepException("plan.dirty", null, current == null ? "-1" : current.text());
        }
        String at = current == null ? null : current.text();
        if (Objects.equals(at, kept.from())) {
            throw new BackstepException("undo.nothing", null, String.valueOf(at));
        }
        int done = done(kept, at);
        if (done == 0) {
            throw new BackstepException("undo.moved", null, at == null ? "-1" : at);
        }
        List<Step> steps = new ArrayList<>();
        for (UndoRecord.UndoStep step : kept.steps().subList(0, done).reversed()) {
            steps.add(step(step));
        }
        return Plan.of(database, history, version(kept.from()), steps);
    }

    /** How many steps of the rollback are done when the history says {@code at}; 0 when it says anything else. */
    private static int done(UndoRecord kept, @Nullable String at) {
        for (int i = kept.steps().size() - 1; i >= 0; i--) {
            if (Objects.equals(kept.steps().get(i).leavesAt(), at)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static Step step(UndoRecord.UndoStep undone) {
        Version version = Objects.requireNonNull(version(undone.version()));
        String text = undone.up();
        List<Finding> findings = new ArrayList<>();
        if (text == null || undone.file() == null) {
            findings.add(new Finding.Unreadable(Text.of("undo.noUp", undone.version())));
            Migration migration = new Migration(version, undone.name(), null, null);
            return new Step(migration, null, null, version, List.of(), findings, List.of());
        }
        List<String> statements = SentTexts.of(text, findings);
        Effects effects = Effects.of(
                KnownSchema.unknown(),
                ScriptAnalysis.read(text, KnownSchema.unknown()),
                new Reversal(List.of(), true),
                List.of());
        findings.addAll(effects.findings());
        Script up = new Script(undone.file(), ContentId.of(text.getBytes(StandardCharsets.UTF_8)));
        return new Step(
                new Migration(version, undone.name(), up, null),
                text,
                null,
                version,
                statements,
                findings,
                effects.drops());
    }

    private static @Nullable Version version(@Nullable String text) {
        return text == null ? null : new Version(text);
    }
}
