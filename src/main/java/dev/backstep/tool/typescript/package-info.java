/** What stands in a TypeScript file, as far as it can be told without running it; for tools that keep SQL or versions there. */
@NullMarked
package dev.backstep.tool.typescript;

import org.jspecify.annotations.NullMarked;
