/**
 * What every window uses: background work, theme, fonts, icons, dialogs, SQL text, pictures of a scene. May call {@code model},
 * {@code sql} and {@code text}.
 */
@NullMarked
package dev.backstep.ui.common;

import org.jspecify.annotations.NullMarked;
