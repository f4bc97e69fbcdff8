/** botpress/messaging: migrations that are TypeScript classes, and a table of the application's versions. */
@NullMarked
package dev.backstep.tool.botpress;

import org.jspecify.annotations.NullMarked;
