package dev.backstep.rollback.repair;

import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.rollback.plan.Plan;
import org.jspecify.annotations.Nullable;

/**
 * One way out of a dirty mark.
 *
 * @param id what the command line calls it, such as {@code up-4-from-2}
 * @param kind what it does
 * @param from the number of the first statement that it runs, from 1 on; 0 where it runs none
 * @param known whether the live schema is just what the way takes it for
 * @param plan the plan
 * @param live the live catalogs that it was made for
 * @param target the catalogs it is to leave; null where that is not known
 * @param beside what the live schema has otherwise, before and after it
 */
public record RepairWay(
        String id,
        Kind kind,
        int from,
        boolean known,
        Plan plan,
        CatalogSnapshot live,
        @Nullable CatalogSnapshot target,
        CatalogDifference beside) {

    /** What a way does. */
    public enum Kind {
        /** Only takes off the mark. */
        MARK_CLEAN,
        /** Runs the rest of an up script. */
        REST_OF_UP,
        /** Runs the rest of a down script. */
        REST_OF_DOWN,
        /** Runs what was made from the statements of the up script that are there. */
        GENERATED_DOWN
    }
}
