package dev.backstep.rollback.plan;

import dev.backstep.sql.rules.ObjectId;

/**
 * A thing that a step drops.
 *
 * @param shown the thing, by the name it has in the step's script
 * @param live the thing, by the name it has in the database before the plan runs
 * @param fresh whether an earlier step of the plan makes it, so that it need not be there now
 * @param ifExists whether the step succeeds when there is no such thing
 * @param cascades whether what depends on it goes, too; otherwise the step fails when something does
 */
public record Dropped(ObjectId shown, ObjectId live, boolean fresh, boolean ifExists, boolean cascades) {}
