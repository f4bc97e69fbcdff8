package dev.backstep.replay;

import java.util.List;

/**
 * One way in which a database may have come to be what it is.
 *
 * @param name what tells it from the others, such as the branch its scripts are on
 * @param migrations what would have been applied, in order, of all tracks together
 */
public record CandidateHistory(String name, List<ReplayMigration> migrations) {

    public CandidateHistory {
        migrations = List.copyOf(migrations);
    }
}
