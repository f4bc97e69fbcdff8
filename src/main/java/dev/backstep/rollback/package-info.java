/** Rollbacks, from plan to result: {@code plan} decides, {@code preflight} checks, {@code run} runs. */
@NullMarked
package dev.backstep.rollback;

import org.jspecify.annotations.NullMarked;
