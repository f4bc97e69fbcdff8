/**
 * PostgreSQL connections: settings, pools, read-only snapshots, sessions, locks. May call {@code model}.
 */
@NullMarked
package dev.backstep.database;

import org.jspecify.annotations.NullMarked;
