/** What a dirty mark can mean and the ways out of it, in a window of their own; a chosen way goes on as a guided run. */
@NullMarked
package dev.backstep.ui.repair;

import org.jspecify.annotations.NullMarked;
