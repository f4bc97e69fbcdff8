package dev.backstep.sql.rules;

import dev.backstep.sql.Statement;
import dev.backstep.sql.parse.QName;

/**
 * A lock that a statement takes on a table that was there before, and keeps until the transaction ends.
 *
 * @param table the table; an index's or materialized view's own name where the text does not tell its table
 * @param lock the lock
 * @param work what happens to the rows meanwhile
 * @param statement the statement
 */
public record LockEffect(QName table, Lock lock, Work work, Statement statement) {}
