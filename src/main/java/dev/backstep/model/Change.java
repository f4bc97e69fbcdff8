package dev.backstep.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is different from one look at a workspace to the next. */
public sealed interface Change {

    /** Another branch, or commit, was checked out. */
    record Switched(String from, String to) implements Change {}

    /** The checked-out branch has another commit; null when it has none any more. */
    record Committed(String branch, @Nullable Commit now) implements Change {}

    /** The database's version changed; null is nothing applied. */
    record Moved(@Nullable Version from, @Nullable Version to) implements Change {}

    /** The history got its dirty mark, or lost it. */
    record Dirty(boolean now) implements Change {}

    /** Migrations of the checkout, ascending: others came, some went, some have another text. */
    record Files(List<Version> added, List<Version> removed, List<Version> edited) implements Change {
        public Files {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
            edited = List.copyOf(edited);
        }
    }
}
