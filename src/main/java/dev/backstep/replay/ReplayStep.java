package dev.backstep.replay;

import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.sql.observed.Observed;
import org.jspecify.annotations.Nullable;

/**
 * One migration of a replay that was looked at.
 *
 * @param migration the migration
 * @param difference what its up script did to the catalogs
 * @param observed the same, judged by the rules
 * @param down what its down script did; null where there is none
 */
public record ReplayStep(
        ReplayMigration migration,
        CatalogDifference difference,
        Observed observed,
        @Nullable Down down) {

    /**
     * What a down script was seen to do, right after its up script.
     *
     * @param failure why it did not run; null where it ran
     * @param left what is not as it was before the up script; empty where the down script failed
     */
    public record Down(@Nullable ReplayFailure failure, CatalogDifference left) {

        /** Whether it ran, and all is as it was; owners, rights and comments aside. */
        public boolean restores() {
            return failure == null && left.structure().isEmpty();
        }
    }
}
