package dev.backstep.rollback.plan;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import dev.backstep.sql.ScriptFacts;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.sql.rules.Reversal;
import dev.backstep.sql.rules.ScriptAnalysis;
import dev.backstep.sql.rules.ScriptReading;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a plan's steps do: their up scripts from the target upwards, then their down scripts as they will run, each on
 * the schema that the one before it left.
 */
final class StepReader {

    /** A migration's up script as it met the schema; not read where its text was not found. */
    private record Forth(KnownSchema before, @Nullable ScriptReading up) {
        KnownSchema after() {
            return up == null ? before.afterUnread() : up.after();
        }
    }

    private final ScriptReader scripts;
    private final LiveNames names = new LiveNames();
    private final HeldLocks held = new HeldLocks();

    StepReader(ScriptReader scripts) {
        this.scripts = scripts;
    }

    /**
     * The steps with what was read in them; to be called once.
     *
     * @param steps newest first
     * @param atTarget the schema at the target, as far as it is known
     * @throws CancellationException when the thread is interrupted
     */
    List<Step> read(List<Step> steps, KnownSchema atTarget) {
        List<Forth> ups = ups(steps, atTarget);
        boolean together = steps.stream().allMatch(Step::transactional);
        KnownSchema schema = ups.getFirst().after();
        List<Step> read = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            String text = steps.get(i).text();
            if (text == null) {
                read.add(steps.get(i));
                schema = ups.get(i).before();
                continue;
            }
            if (!together) {
                held.released();
            }
            ScriptReading down = read(text, schema);
            read.add(read(steps.get(i), ups.get(i), schema, down, ScriptFacts.of(text)));
            names.after(down.names());
            schema = down.after();
        }
        return read;
    }

    private Step read(Step step, Forth forth, KnownSchema met, ScriptReading down, ScriptFacts facts) {
        Reversal reversal = forth.up() == null ? null : Reversal.of(forth.before(), forth.up(), down, facts);
        Effects effects = Effects.of(met, down, reversal, names);
        List<Finding> findings = new ArrayList<>(step.findings());
        findings.addAll(effects.findings());
        if (step.statements().size() <= 1) {
            findings.addAll(held.workUnder(step.migration().version(), down, names));
        }
        return step.with(findings, effects.drops());
    }

    /** The up scripts, in the order of the steps. */
    private List<Forth> ups(List<Step> steps, KnownSchema atTarget) {
        List<Forth> ups = new ArrayList<>();
        KnownSchema schema = atTarget;
        for (Step step : steps.reversed()) {
            byte[] text = text(step.migration().up());
            Forth forth = new Forth(schema, text == null ? null : read(text, schema));
            ups.add(forth);
            schema = forth.after();
        }
        return ups.reversed();
    }

    private static ScriptReading read(byte[] text, KnownSchema schema) {
        stopIfAsked();
        return ScriptAnalysis.read(text, schema);
    }

    private static ScriptReading read(String text, KnownSchema schema) {
        stopIfAsked();
        return ScriptAnalysis.read(text, schema);
    }

    private static void stopIfAsked() {
        if (Thread.interrupted()) {
            throw new CancellationException();
        }
    }

    private byte @Nullable [] text(@Nullable Script up) {
        try {
            return up == null ? null : scripts.read(up);
        } catch (BackstepException e) {
            // A finding says that the comparison could not be made.
            return null;
        }
    }
}
