/**
 * The releases: which one can start on the database, under which rule, and the way there. May call {@code inspection},
 * {@code release}, {@code text} and {@code ui.common}; rollbacks are opened by whoever made the window.
 */
@NullMarked
package dev.backstep.ui.releases;

import org.jspecify.annotations.NullMarked;
