package dev.backstep.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a script's text was found.
 *
 * @param place the kind of place
 * @param name its name as git shows it: {@code feature/alpha}, {@code origin/main}, {@code v2.31.0}, {@code stash@{0}};
 *     for the working tree, the index and the journal the branch that is or was checked out, for a reflog the branch it
 *     tells of, for the database the table's name
 * @param commit the commit it was read from; null for the working tree, the index, the journal and the database
 * @param past what is known of a place that may not be there any more; null for one that is
 */
public record Provenance(
        Place place,
        String name,
        @Nullable Commit commit,
        @Nullable Past past) {

    /** A place that is there now. */
    public Provenance(Place place, String name, @Nullable Commit commit) {
        this(place, name, commit, null);
    }

    /** Kinds of places, in the order in which they are preferred. */
    public enum Place {
        /** The database's own record, such as {@code _develop.applied_migrations}: proof of what was applied. */
        DATABASE,
        /** Backstep's own journal: a checkout held the text while the database had the version. No proof. */
        JOURNAL,
        WORKING_TREE,
        /** What is staged, where it differs from HEAD. */
        INDEX,
        HEAD,
        BRANCH,
        TAG,
        REMOTE_BRANCH,
        STASH,
        /** A commit in the history of a ref, where no ref's newest tree has the text any more. */
        HISTORY,
        /** A commit that no ref reaches any more, but a reflog does. */
        REFLOG,
        /** A commit that neither a ref nor a reflog reaches; git removes it one day. */
        UNREACHABLE,
        /** Found nowhere: Backstep made the text from the up script. */
        GENERATED;

        /** Whether a database may be migrated from there as it is; the others only keep what once was. */
        public boolean isTip() {
            return switch (this) {
                case WORKING_TREE, HEAD, BRANCH, TAG, REMOTE_BRANCH, STASH -> true;
                case DATABASE, JOURNAL, INDEX, HISTORY, REFLOG, UNREACHABLE, GENERATED -> false;
            };
        }
    }

    /** What is known of a place that may not be there any more. */
    public sealed interface Past {}

    /** A ref pointed there until then, says its reflog. */
    public record Left(Instant until) implements Past {}

    /**
     * Backstep saw it.
     *
     * @param at when
     * @param checkout the checkout's top folder
     * @param committed whether the checked-out commit had the same scripts
     * @param rise how the database moved over this version meanwhile; null where that was not watched
     */
    public record Seen(
            Instant at,
            String checkout,
            boolean committed,
            @Nullable Rise rise) implements Past {}

    /**
     * The database's version rose between two looks at one checkout that held the same scripts at both.
     *
     * @param from the version at the first look; null for nothing applied
     * @param to the version at the second
     */
    public record Rise(@Nullable Version from, Version to) {}
}
