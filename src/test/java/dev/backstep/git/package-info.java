/**
 * The checkout room against real repositories.
 */
@NullMarked
package dev.backstep.git;

import org.jspecify.annotations.NullMarked;
