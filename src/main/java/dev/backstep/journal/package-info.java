/**
 * Backstep's own append-only record of what was run and what was seen, kept outside the database. May call {@code model}.
 */
@NullMarked
package dev.backstep.journal;

import org.jspecify.annotations.NullMarked;
