/** coder: golang-migrate with coder's own lock, archive folders and record of what was applied. */
@NullMarked
package dev.backstep.tool.coder;

import org.jspecify.annotations.NullMarked;
