/**
 * The main window: what is open, where it stands, what can be done. Puts timeline, detail and connect together. May call
 * {@code inspection}, {@code analysis}, {@code model}, {@code text} and its sisters in {@code ui}; the composition root hands it the rest.
 */
@NullMarked
package dev.backstep.ui.workspace;

import org.jspecify.annotations.NullMarked;
