/**
 * Backstep's own append-only record of what was run, kept outside the database.
 */
@NullMarked
package dev.backstep.journal;

import org.jspecify.annotations.NullMarked;
