/** Replays a SQLite file's migrations in memory, and finds the way back of each from what it did there. */
@NullMarked
package dev.backstep.replay.sqlite;

import org.jspecify.annotations.NullMarked;
