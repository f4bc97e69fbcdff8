package dev.backstep.rollback.repair;

import dev.backstep.model.BackstepException;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.rollback.RollbackDesk;

/** Finds ways out of one track's dirty mark; its calls block and may be made from any thread. */
public interface RepairDesk {

    /**
     * Compares the live schema with what the scripts make, and offers what follows; writes nothing.
     *
     * @throws BackstepException where the mark is none, or is of a shape for which Backstep offers nothing; the sentence says
     *     what the tool itself has for it
     */
    Diagnosis diagnose(ReplayProgress progress) throws BackstepException;

    /** The desk at which a way is checked, confirmed and run. */
    RollbackDesk desk(RepairWay way) throws BackstepException;

    /** Cancels the comparison under way, if there is one. */
    void cancel();
}
