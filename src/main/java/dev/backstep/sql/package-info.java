/**
 * PostgreSQL text to tokens and statements, statements to what is known about them. Pure: no JDBC, no JGit, no window.
 */
@NullMarked
package dev.backstep.sql;

import org.jspecify.annotations.NullMarked;
