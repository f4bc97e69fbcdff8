/** SQLite's text: statements and words; pure. */
@NullMarked
package dev.backstep.sql.sqlite;

import org.jspecify.annotations.NullMarked;
