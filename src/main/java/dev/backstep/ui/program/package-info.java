/** Going back with a tool's own command: what it is, its rehearsal, the confirmation, the run. */
@NullMarked
package dev.backstep.ui.program;

import org.jspecify.annotations.NullMarked;
