/**
 * What a database's catalogs say, as values: snapshots and their difference. Nothing but {@code java.base}.
 */
@NullMarked
package dev.backstep.model.catalog;

import org.jspecify.annotations.NullMarked;
