/** AIOStreams' own migrations: TypeScript files with SQL in template strings, a row for each, no down scripts. */
@NullMarked
package dev.backstep.tool.aiostreams;

import org.jspecify.annotations.NullMarked;
