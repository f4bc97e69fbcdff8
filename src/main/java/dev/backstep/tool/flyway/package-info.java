/** Flyway: its file names, its checksum, its history, its lock and its words. */
@NullMarked
package dev.backstep.tool.flyway;

import org.jspecify.annotations.NullMarked;
