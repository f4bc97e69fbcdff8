/**
 * Rollbacks that a tool's own program does: its command is rehearsed on a throwaway copy, where everything it sends is
 * recorded, and then run under the same precautions as a plan.
 */
@NullMarked
package dev.backstep.rollback.program;

import org.jspecify.annotations.NullMarked;
