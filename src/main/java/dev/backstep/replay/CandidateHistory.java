package dev.backstep.replay;

import dev.backstep.model.PossibleHistory;
import java.util.List;

/**
 * One way in which a database may have come to be what it is, with its texts.
 *
 * @param history the history of the track that is in question
 * @param migrations what would have been applied, in order, of all tracks together
 */
public record CandidateHistory(PossibleHistory history, List<ReplayMigration> migrations) {

    public CandidateHistory {
        migrations = List.copyOf(migrations);
    }
}
