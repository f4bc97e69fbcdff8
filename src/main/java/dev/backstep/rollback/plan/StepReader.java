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
import java.util.LinkedList;
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

    StepReader(ScriptReader scripts) {
        this.scripts = scripts;
    }

    /**
     * The steps with what was read in them.
     *
     * @param steps newest first
     * @param atTarget the schema at the target, as far as it is known
     * @throws CancellationException when the thread is interrupted
     */
    List<Step> read(List<Step> steps, KnownSchema atTarget) {
        List<Forth> ups = ups(steps, atTarget);
        boolean together = steps.stream().allMatch(Step::transactional);
        LiveNames names = new LiveNames();
        HeldLocks held = new HeldLocks();
        KnownSchema schema = ups.getFirst().after();
        List<Step> read = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Forth forth = ups.get(i);
            String text = step.text();
            if (text == null) {
                read.add(step);
                schema = forth.before();
                continue;
            }
            ScriptReading down = read(text, schema);
            Reversal reversal =
                    forth.up() == null ? null : Reversal.of(forth.before(), forth.up(), down, ScriptFacts.of(text));
            Effects effects = Effects.of(schema, down, reversal, names);
            List<Finding> findings = new ArrayList<>(step.findings());
            findings.addAll(effects.findings());
            if (!together) {
                held.released();
            }
            if (step.statements().size() <= 1) {
                findings.addAll(held.workUnder(step.migration().version(), down, names));
            }
            read.add(step.with(findings, effects.drops()));
            names.after(down.names());
            schema = down.after();
        }
        return read;
    }

    private List<Forth> ups(List<Step> steps, KnownSchema atTarget) {
        LinkedList<Forth> ups = new LinkedList<>();
        KnownSchema schema = atTarget;
        for (Step step : steps.reversed()) {
            byte[] text = text(step.migration().up());
            Forth forth = new Forth(schema, text == null ? null : read(text, schema));
            ups.addFirst(forth);
            schema = forth.after();
        }
        return new ArrayList<>(ups);
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
