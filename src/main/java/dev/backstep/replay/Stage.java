package dev.backstep.replay;

import dev.backstep.model.BackstepException;
import dev.backstep.model.catalog.CatalogSnapshot;

/** A throwaway database with migrations applied. */
public final class Stage extends LentDatabase {

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
        super(replayed);
        this.target = target;
        this.above = above;
    }

    /** The catalogs when the migrations below had run, and then those instead of the ones above. */
    public CatalogSnapshot target() {
        return target;
    }

    /** The catalogs when all had run. */
    public CatalogSnapshot above() {
        return above;
    }
}
