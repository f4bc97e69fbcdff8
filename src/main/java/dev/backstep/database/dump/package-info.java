/** Finds and runs {@code pg_dump}; knows neither plans nor rehearsals. */
@NullMarked
package dev.backstep.database.dump;

import org.jspecify.annotations.NullMarked;
