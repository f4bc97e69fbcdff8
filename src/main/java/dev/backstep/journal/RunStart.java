package dev.backstep.journal;

import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run set out to do; of the scripts only their number of statements.
 *
 * @param database the database
 * @param table its history table
 * @param fingerprint the plan's, 64 hexadecimal digits
 * @param from the version before the first step
 * @param target the version after the last; null for nothing applied
 * @param oneTransaction whether all steps share one transaction
 * @param steps newest first
 */
public record RunStart(
        DatabaseIdentity database,
        HistoryTable table,
        String fingerprint,
        @Nullable Version from,
        @Nullable Version target,
        boolean oneTransaction,
        List<PlannedStep> steps) {

    public RunStart {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param version the migration it undoes
     * @param leavesAt the version after it; null for nothing applied
     * @param statements how many texts are sent
     */
    public record PlannedStep(Version version, @Nullable Version leavesAt, int statements) {}
}
