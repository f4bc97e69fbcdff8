/**
 * Runs a plan on a throwaway copy, and compares what it leaves with what a fresh database has at the target version.
 */
@NullMarked
package dev.backstep.rollback.rehearsal;

import org.jspecify.annotations.NullMarked;
