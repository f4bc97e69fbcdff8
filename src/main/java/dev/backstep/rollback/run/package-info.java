/**
 * Runs a confirmed plan on a connection of its own, under the tool's lock, and says what is true afterwards.
 */
@NullMarked
package dev.backstep.rollback.run;

import org.jspecify.annotations.NullMarked;
