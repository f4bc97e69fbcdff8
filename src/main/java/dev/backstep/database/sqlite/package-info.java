/** SQLite files: opened so that looking leaves nothing behind, what they hold, and copies of them. */
@NullMarked
package dev.backstep.database.sqlite;

import org.jspecify.annotations.NullMarked;
