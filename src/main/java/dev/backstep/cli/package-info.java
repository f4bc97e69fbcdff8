/**
 * The command line: the same jobs as the window, without one.
 */
@NullMarked
package dev.backstep.cli;

import org.jspecify.annotations.NullMarked;
