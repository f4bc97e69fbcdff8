package dev.backstep.replay;

import dev.backstep.database.Database;
import dev.backstep.model.BackstepException;
import dev.backstep.model.catalog.CatalogSnapshot;
import org.jspecify.annotations.Nullable;

/** A throwaway database with migrations applied, lent out: what runs there runs without rights on its server. */
public final class Stage implements AutoCloseable {

    private final ReplayDatabase replayed;
    private final Database database;
    private final CatalogSnapshot target;
    private final CatalogSnapshot above;

    /** Something that needs a stage. */
    public interface Work<T> {

        /** Works on the stage; what it leaves there is thrown away. */
        T on(Stage stage) throws BackstepException;

        /** The migrations could not be replayed to their end. */
        T unable(ReplayFailure failure) throws BackstepException;
    }

    Stage(ReplayDatabase replayed, CatalogSnapshot target, CatalogSnapshot above) throws BackstepException {
        this.replayed = replayed;
        this.target = target;
        this.above = above;
        this.database = replayed.open();
    }

    /** Where all migrations are applied; closed with the stage. */
    public Database database() {
        return database;
    }

    /** The catalogs when the migrations below had run, and then those instead of the ones above. */
    public CatalogSnapshot target() {
        return target;
    }

    /** The catalogs when all had run. */
    public CatalogSnapshot above() {
        return above;
    }

    /** A script begins here; it is ended by {@code cancel}, which is called again and again, where it goes too far. */
    public void watch(Runnable cancel) {
        replayed.watch(cancel);
    }

    /** The script has ended; says why where it was ended, null where it ended by itself. */
    public @Nullable String watched() {
        return replayed.watched();
    }

    /** Whether a person wants it to end. */
    public boolean cancelRequested() {
        return replayed.cancelRequested();
    }

    @Override
    public void close() {
        database.close();
    }
}
