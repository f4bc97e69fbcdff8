/**
 * The entrance: reads the arguments, puts the rooms together, opens the window or the command line. May call every room.
 */
@NullMarked
package dev.backstep.app;

import org.jspecify.annotations.NullMarked;
