/**
 * The window that shows what Backstep keeps of what it saw, and clears it. May call {@code journal}, {@code rollback.undo}, {@code text} and
 * {@code ui.common}.
 */
@NullMarked
package dev.backstep.ui.kept;

import org.jspecify.annotations.NullMarked;
