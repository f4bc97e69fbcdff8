package dev.backstep.rollback.plan;

import dev.backstep.model.History;
import dev.backstep.model.Migration;
import dev.backstep.model.Provenance;
import dev.backstep.model.Script;
import dev.backstep.model.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan: the down script of one migration, or its up script on the way forth.
 *
 * @param migration what is undone or applied
 * @param text the script's exact text, as it will be sent; null when there is none (a finding says why)
 * @param source where the text was found; null when there is none
 * @param leavesAt the version after the step; null for "nothing applied"
 * @param statements what to send, in order: the whole text once, or its statements one by one where they cannot be sent
 *     together
 * @param findings what a person should know, as far as the texts show
 * @param drops what it drops, in order
 */
public record Step(
        Migration migration,
        @Nullable String text,
        @Nullable Provenance source,
        @Nullable Version leavesAt,
        List<String> statements,
        List<Finding> findings,
        List<Dropped> drops) {

    public Step {
        statements = List.copyOf(statements);
        findings = List.copyOf(findings);
        drops = List.copyOf(drops);
    }

    /** The same step with other findings and drops. */
    Step with(List<Finding> known, List<Dropped> dropped) {
        return new Step(migration, text, source, leavesAt, statements, known, dropped);
    }

    /** The same step with other findings. */
    public Step with(List<Finding> known) {
        return with(known, drops);
    }

    /** The same step with one more finding. */
    public Step with(Finding finding) {
        return and(List.of(finding));
    }

    /** The same step with more findings. */
    public Step and(List<? extends Finding> others) {
        List<Finding> more = new ArrayList<>(findings);
        more.addAll(others);
        return with(more);
    }

    /** Whether nobody wrote the script: it was made from the up script. */
    public boolean generated() {
        return source != null && source.place() == Provenance.Place.GENERATED;
    }

    /** The script whose text it is: the down script, or to put back the up script; null when there is none. */
    public @Nullable Script script() {
        return forth() ? migration.up() : migration.down();
    }

    /** Whether it applies its migration: only then it leaves the database at that very version. */
    public boolean forth() {
        return migration.version().equals(leavesAt);
    }

    /** The history after this step, given the one before it. */
    public History after(History before) {
        return before.after(migration, leavesAt);
    }

    /** Whether a finding forbids to run it. */
    public boolean blocked() {
        return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.BLOCKS);
    }

    /** Whether it can run inside a transaction that Backstep opened. */
    public boolean transactional() {
        return findings.stream()
                .noneMatch(finding -> finding instanceof Finding.OutsideTransaction
                        || finding instanceof Finding.TransactionControl
                        || finding instanceof Finding.ToldApart);
    }
}
