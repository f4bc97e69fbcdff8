/**
 * Saves what a plan takes away, before its first statement: finds it, locks it, writes it into a file or a schema, and reads it
 * back. Called by a run as its {@code Precaution}; may ask {@code database}.
 */
@NullMarked
package dev.backstep.rollback.saved;

import org.jspecify.annotations.NullMarked;
