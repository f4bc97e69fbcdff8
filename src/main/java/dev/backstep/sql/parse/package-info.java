/**
 * One statement's text to the changes it makes, whatever the schema; the only room that knows pgCodeKeeper. Pure; may
 * call {@code sql}.
 */
@NullMarked
package dev.backstep.sql.parse;

import org.jspecify.annotations.NullMarked;
