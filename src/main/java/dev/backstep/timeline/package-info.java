/**
 * History and checkout merged into one timeline, with the common ancestor. Pure.
 */
@NullMarked
package dev.backstep.timeline;

import org.jspecify.annotations.NullMarked;
