package dev.backstep.rollback.rehearsal;

import dev.backstep.model.BackstepException;
import dev.backstep.rollback.plan.Plan;
import java.util.List;
import java.util.Optional;

/** Rehearses plans of one track; its calls block and may be made from any thread. */
public interface RehearsalDesk {

    /** All ways, the best first, each with why it cannot be gone; writes nothing. */
    List<Offer> ways(Plan plan) throws BackstepException;

    /** Runs the plan on a throwaway copy, which is removed whatever happens; the live database is not changed. */
    Rehearsal rehearse(Plan plan, Way way, RehearsalProgress progress);

    /** The last rehearsal of this very plan, by its fingerprint. */
    Optional<Rehearsed> rehearsed(Plan plan);

    /** Cancels the rehearsal under way, if there is one. */
    void cancel();
}
