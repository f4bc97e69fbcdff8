/**
 * The rule table, and the reading of a script by it: statement after statement, with the effect of earlier ones known.
 * Pure; may call {@code sql}, {@code sql.parse} and {@code model}.
 */
@NullMarked
package dev.backstep.sql.rules;

import org.jspecify.annotations.NullMarked;
