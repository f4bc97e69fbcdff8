/**
 * The reading job, end to end: asks {@code tool}, {@code git} and {@code database}, and gives {@code timeline} what they\n * say. The window and the command line both start here.
 */
@NullMarked
package dev.backstep.inspection;

import org.jspecify.annotations.NullMarked;
