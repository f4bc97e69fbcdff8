package dev.backstep.analysis;

import dev.backstep.sql.observed.Observed;

/**
 * What replaying a migration showed.
 *
 * @param observed what was seen
 * @param whole whether it met all of the schema that it meets in the database: no other track's tables are missing, and
 *     it is clear what was applied below it
 */
public record Observation(Observed observed, boolean whole) {}
