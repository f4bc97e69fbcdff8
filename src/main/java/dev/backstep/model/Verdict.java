package dev.backstep.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where database and checkout stand to each other on one track. */
public sealed interface Verdict {

    /** Both lanes agree to the top, and nothing speaks against it. */
    record InSync(@Nullable Version at) implements Verdict {}

    /** The checkout has pending migrations above the database's version. */
    record Behind(int pending, @Nullable Version at) implements Verdict {}

    /** The database has migrations that the checkout does not have. */
    record Ahead(int ahead, @Nullable Version ancestor) implements Verdict {}

    /**
     * Both sides have migrations that the other does not have.
     *
     * @param ahead rows that stand in the database only, or were edited after they were applied
     * @param pending rows that stand in the checkout only
     * @param ancestor the common ancestor; null when they share nothing
     */
    record Diverged(int ahead, int pending, @Nullable Version ancestor) implements Verdict {}

    /**
     * The tool marked a migration that began and did not end; which one is ambiguous.
     *
     * @param at the marked version; null for golang-migrate's dirty nil version (-1)
     * @param next the version above it, whose down may have failed; null when there is none
     */
    record Dirty(@Nullable Version at, @Nullable Version next) implements Verdict {}

    /** The numbers agree, but some versions could be other migrations than the checkout's. */
    record Unverified(List<Version> doubtful, int pending) implements Verdict {
        public Unverified {
            doubtful = List.copyOf(doubtful);
        }
    }

    /** The database has tables, but no history table of a tool Backstep knows for this track. */
    record NoHistoryTable(int pending) implements Verdict {}

    /** The database has no tables at all. */
    record EmptyDatabase(int pending) implements Verdict {}

    /** The database has a history table, and no folder of the checkout belongs to it. */
    record NoFolder(@Nullable Version at) implements Verdict {}

    /** The history table is there and could not be made sense of; the reason is a sentence. */
    record UnreadableHistory(String reason) implements Verdict {}
}
