package dev.backstep.rollback;

import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.database.catalog.KnownCatalog;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.saved.Saved;
import dev.backstep.rollback.saved.Saver;
import dev.backstep.rollback.undo.UndoBook;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes the record by which a run can be put back.
 *
 * @param book the records
 * @param id the run's
 * @param at when the run began
 * @param plan what runs
 * @param scripts reads the scripts that put it back
 * @param known the catalog as it was read before the run; null when it was not
 */
record UndoKeeper(
        UndoBook book,
        String id,
        Instant at,
        Plan plan,
        ScriptReader scripts,
        @Nullable KnownCatalog known) implements Saver.Keeper {

    /** Of anything else than migrations only saved rows can be put back. */
    boolean undoable(@Nullable Saved saved) {
        return plan.migrates() || saved != null;
    }

    @Override
    public boolean alsoUnsaved() {
        return undoable(null);
    }

    /** Read again, unless what is known is proven to be the same. */
    @Override
    public CatalogSnapshot catalog(Connection connection, CatalogScope scope) throws SQLException {
        return known != null && known.holds(connection, scope)
                ? known.catalog()
                : Saver.Keeper.super.catalog(connection, scope);
    }

    @Override
    public void keep(@Nullable Saved saved, CatalogSnapshot before) throws BackstepException {
        if (undoable(saved)) {
            book.keep(id, at, plan, scripts, saved, before);
        }
    }
}
