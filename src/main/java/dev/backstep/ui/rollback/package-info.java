/**
 * The guided rollback: target, preview, confirm, run. View models decide and know no scene; views are built in code.
 * May call {@code rollback}, {@code model}, {@code text} and {@code ui.common}.
 */
@NullMarked
package dev.backstep.ui.rollback;

import org.jspecify.annotations.NullMarked;
