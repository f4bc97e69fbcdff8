package dev.backstep.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a script's text was found.
 *
 * @param place the kind of place
 * @param name its name as git shows it: {@code feature/alpha}, {@code origin/main}, {@code v2.31.0}, {@code stash@{0}};
 *     for the working tree and the index the checked-out branch, for the database the table's name
 * @param commit the commit it was read from; null for the working tree and the database
 */
public record Provenance(Place place, String name, @Nullable Commit commit) {

    /** Kinds of places, in the order in which they are preferred. */
    public enum Place {
        /** The database's own record, such as {@code _develop.applied_migrations}: proof of what was applied. */
        DATABASE,
        WORKING_TREE,
        HEAD,
        BRANCH,
        REMOTE_BRANCH,
        TAG,
        STASH,
        /** A commit in the history of a ref, where no ref's newest tree has the text any more. */
        HISTORY
    }
}
