package dev.backstep.sql.rules;

import dev.backstep.sql.Statement;

/**
 * A thing that a statement drops and that was there before the script.
 *
 * @param subject the thing, by the name it has in the statement
 * @param origin the thing, by the name it had before the script
 * @param ifExists whether the statement succeeds when there is no such thing
 * @param cascades whether what depends on it goes, too; otherwise the statement fails when something does
 * @param statement the statement
 */
public record Removal(ObjectId subject, ObjectId origin, boolean ifExists, boolean cascades, Statement statement) {}
