package dev.backstep.replay;

import dev.backstep.analysis.Observations;
import java.util.List;

/**
 * How replaying a track went.
 *
 * @param observations what was seen, also below a failure
 * @param replayed how many migrations ran
 * @param of of how many
 * @param failures where the applied and the checkout's migrations came to an end too early; empty where all ran
 */
public record TrackReplayed(Observations observations, int replayed, int of, List<ReplayFailure> failures) {

    public TrackReplayed {
        failures = List.copyOf(failures);
    }

    /** How many rows of the timeline were looked at; a shared migration that both histories replayed counts once. */
    public long observed() {
        return observations.database().stream()
                        .filter(seen -> seen.observed() != null)
                        .count()
                + observations.checkout().stream()
                        .filter(seen -> seen.observed() != null)
                        .filter(seen -> !seen.step().row().lane().inDatabase())
                        .count();
    }

    /** Whether a person cancelled it. */
    public boolean cancelled() {
        return failures.stream().anyMatch(failure -> failure.kind() == ReplayFailure.Kind.CANCELLED);
    }
}
