/**
 * The detail pane: what is known of the selected migration, and its texts. May call {@code model},
 * {@code analysis}, {@code sql}, {@code text} and {@code ui.common}.
 */
@NullMarked
package dev.backstep.ui.detail;

import org.jspecify.annotations.NullMarked;
