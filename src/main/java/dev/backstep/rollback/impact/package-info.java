/**
 * What a rollback would cost this database, in numbers read live: asks {@code database.live} about the findings of
 * {@code rollback.plan}. Only reads.
 */
@NullMarked
package dev.backstep.rollback.impact;

import org.jspecify.annotations.NullMarked;
