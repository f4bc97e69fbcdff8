package dev.backstep.rollback.undo;

import dev.backstep.model.catalog.CatalogDifference;
import java.util.List;

/**
 * What came back.
 *
 * @param tables one for each saved table
 * @param difference between the catalog before the rollback and now; empty when they are equal
 */
public record PutBack(List<Table> tables, CatalogDifference difference) {

    public PutBack {
        tables = List.copyOf(tables);
    }

    /**
     * What came back of one table.
     *
     * @param table its name as shown
     * @param rows how many saved rows, or rows' values, are in place now
     * @param left how many are not
     * @param reason why not; empty when all are
     */
    public record Table(String table, long rows, long left, String reason) {}

    /** Whether everything that was saved is in place and the catalog is as it was. */
    public boolean whole() {
        return difference.isEmpty() && tables.stream().allMatch(table -> table.left() == 0);
    }
}
