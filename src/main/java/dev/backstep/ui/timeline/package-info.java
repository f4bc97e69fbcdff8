/**
 * The timeline in two lanes and the strip that shows the whole of it. May call {@code model}, {@code analysis},
 * {@code text} and {@code ui.common}.
 */
@NullMarked
package dev.backstep.ui.timeline;

import org.jspecify.annotations.NullMarked;
