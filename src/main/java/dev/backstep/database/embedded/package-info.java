/**
 * PostgreSQL servers that Backstep starts for itself: for the demo, and to replay migrations on. Reach nobody's database.
 */
@NullMarked
package dev.backstep.database.embedded;

import org.jspecify.annotations.NullMarked;
