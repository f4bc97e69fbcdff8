/**
 * Reads a database's catalogs into values. May call {@code model}.
 */
@NullMarked
package dev.backstep.database.catalog;

import org.jspecify.annotations.NullMarked;
