package dev.backstep.sql.observed;

import dev.backstep.model.catalog.CatalogId;
import dev.backstep.sql.parse.Change;

/** Differences for which the table has no rule; they make a migration unknown. */
final class Unruled {

    private Unruled() {}

    static Change of(CatalogId id) {
        return new Change.Unread(Change.Unread.Reason.NO_RULE, id.toString());
    }
}
