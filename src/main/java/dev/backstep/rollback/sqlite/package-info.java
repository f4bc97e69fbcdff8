/** Rollbacks of SQLite files: a copy kept aside, one transaction, and a look at what it made before it is committed. */
@NullMarked
package dev.backstep.rollback.sqlite;

import org.jspecify.annotations.NullMarked;
