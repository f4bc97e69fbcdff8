/**
 * The window. One package per workflow; views are built in code and hold no logic.
 */
@NullMarked
package dev.backstep.ui;

import org.jspecify.annotations.NullMarked;
