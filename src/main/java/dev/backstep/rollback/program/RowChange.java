package dev.backstep.rollback.program;

import dev.backstep.rollback.saved.TableName;

/**
 * What a command did to the rows of a table.
 *
 * @param before how many there were; -1 where there was no such table
 * @param after how many there are; -1 where there is no such table
 * @param updated how many were updated, also those that were put back
 * @param deleted how many were deleted, also those that were put back
 */
public record RowChange(TableName table, long before, long after, long updated, long deleted) {

    boolean isChange() {
        return before != after || updated > 0 || deleted > 0;
    }

    /** Whether something that was there is gone or was written over. */
    public boolean loses() {
        return before > 0 && (after < before || updated > 0 || deleted > 0);
    }
}
