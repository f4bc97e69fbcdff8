package dev.backstep.model.catalog;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What users have made in a database at one moment: not what extensions brought, not rows, not positions of sequences,
 * not the order of columns.
 *
 * @param objects by id
 */
public record CatalogSnapshot(NavigableMap<CatalogId, CatalogObject> objects) {

    public CatalogSnapshot {
        objects = Collections.unmodifiableNavigableMap(new TreeMap<>(objects));
    }
}
