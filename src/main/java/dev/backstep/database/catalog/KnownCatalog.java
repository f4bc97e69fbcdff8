package dev.backstep.database.catalog;

import dev.backstep.model.catalog.CatalogSnapshot;
import java.sql.Connection;
import java.sql.SQLException;

/** A catalog that was read, with what proves to another session that it would read the same. */
public final class KnownCatalog {

    private final CatalogScope scope;
    private final CatalogSnapshot catalog;
    private final CatalogMoment moment;

    private KnownCatalog(CatalogScope scope, CatalogSnapshot catalog, CatalogMoment moment) {
        this.scope = scope;
        this.catalog = catalog;
        this.moment = moment;
    }

    /** Reads in the caller's transaction, which is {@code REPEATABLE READ}; changes settings of it. */
    public static KnownCatalog read(Connection connection, CatalogScope scope) throws SQLException {
        // Some definitions are newer than the transaction's snapshot; the moment before all of them proves them, too.
        CatalogMoment moment = CatalogMoment.of(connection);
        return new KnownCatalog(scope, CatalogReader.read(connection, scope), moment);
    }

    /** What was found. */
    public CatalogSnapshot catalog() {
        return catalog;
    }

    /**
     * Whether reading this in the open transaction would find the same, for certain; that transaction has written nothing.
     * Changes settings of it.
     */
    public boolean holds(Connection connection, CatalogScope wanted) throws SQLException {
        return scope.equals(wanted) && moment.isNow(connection);
    }
}
