package dev.backstep.replay;

import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogSnapshot;
import java.util.List;
import java.util.function.Predicate;

/**
 * Replays migrations on a throwaway server; its calls block and may be made from any thread, one at a time. A script that
 * fails, also because it was cancelled, is a result and no exception.
 */
public interface ReplayDesk extends AutoCloseable {

    /**
     * Replays migrations on an empty database.
     *
     * @param migrations in the order in which their tool applies them, from the first on
     * @param chosen the versions to look at, with their down scripts where they come along; looking takes longer
     * @throws BackstepException when the throwaway server cannot be used
     */
    Replayed observe(
            List<ReplayMigration> migrations, Predicate<Version> chosen, CatalogScope scope, ReplayProgress progress)
            throws BackstepException;

    /**
     * Compares a live database with what candidate histories make.
     *
     * @param live the live catalogs, read with the same {@code scope}
     * @throws BackstepException when the throwaway server cannot be used
     */
    Likeness compare(
            CatalogSnapshot live, List<CandidateHistory> candidates, CatalogScope scope, ReplayProgress progress)
            throws BackstepException;

    /**
     * Replays migrations on a throwaway database, and lends it out for as long as {@code work} takes.
     *
     * @param below what leads to the version to be looked at first
     * @param above what is applied after that
     * @param instead what is to be looked at beside it, on a copy: applied after {@code below} in the place of {@code above}
     * @throws BackstepException when the throwaway server cannot be used, or {@code work} says so
     */
    <T> T lend(
            List<ReplayMigration> below,
            List<ReplayMigration> above,
            List<ReplayMigration> instead,
            CatalogScope scope,
            ReplayProgress progress,
            Stage.Work<T> work)
            throws BackstepException;

    /** Cancels the replay under way, if there is one. */
    void cancel();

    /** Stops the throwaway server and removes it. */
    @Override
    void close() throws BackstepException;
}
