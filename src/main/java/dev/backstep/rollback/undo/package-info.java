/**
 * Puts back what a rollback took: runs the up scripts that the run recorded, loads the saved data, and compares the catalogs.
 */
@NullMarked
package dev.backstep.rollback.undo;

import org.jspecify.annotations.NullMarked;
