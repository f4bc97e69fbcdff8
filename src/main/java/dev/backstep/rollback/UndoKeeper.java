package dev.backstep.rollback;

import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
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
 * @param ahead what was read before the run
 */
record UndoKeeper(UndoBook book, String id, Instant at, Plan plan, ReadAhead ahead) implements Saver.Keeper {

    /** Of anything else than migrations only saved rows can be put back. */
    static boolean undoable(Plan plan, boolean nothingSaved) {
        return plan.migrates() || !nothingSaved;
    }

    @Override
    public boolean alsoUnsaved() {
        return undoable(plan, true);
    }

    @Override
    public CatalogSnapshot catalog(Connection connection, CatalogScope scope) throws SQLException {
        return ahead.catalog(connection, scope);
    }

    @Override
    public void keep(@Nullable Saved saved, CatalogSnapshot before) throws BackstepException {
        if (undoable(plan, saved == null)) {
            book.keep(id, at, plan, ahead, saved, before);
        }
    }
}
