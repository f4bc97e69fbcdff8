/** Finding out which history a database has, in its window. */
@NullMarked
package dev.backstep.ui.likeness;

import org.jspecify.annotations.NullMarked;
