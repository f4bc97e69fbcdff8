/**
 * Dialogs that open a workspace: connect, pair tracks. May call {@code model}, {@code text} and {@code ui.common}.
 */
@NullMarked
package dev.backstep.ui.connect;

import org.jspecify.annotations.NullMarked;
