/**
 * What a migration did, seen in the catalogs before and after it, and judged by the rule table. Pure; may call {@code
 * sql.parse}, {@code sql.rules} and {@code model}.
 */
@NullMarked
package dev.backstep.sql.observed;

import org.jspecify.annotations.NullMarked;
