/** Live checks before a run: each is a sentence that says how things are and what to do. */
@NullMarked
package dev.backstep.rollback.preflight;

import org.jspecify.annotations.NullMarked;
