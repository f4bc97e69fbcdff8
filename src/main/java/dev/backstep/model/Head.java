package dev.backstep.model;

import org.jspecify.annotations.Nullable;

/**
 * What is checked out.
 *
 * @param branch the branch's short name; null when HEAD is detached
 * @param commit the commit; null before the first one
 */
public record Head(@Nullable String branch, @Nullable Commit commit) {

    /** The branch, or the commit's first digits when HEAD is detached. */
    public String name() {
        if (branch != null) {
            return branch;
        }
        return commit == null ? "HEAD" : commit.shortId();
    }
}
