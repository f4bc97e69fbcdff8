/** Files that several Backsteps share, and who holds them. */
@NullMarked
package dev.backstep.file;

import org.jspecify.annotations.NullMarked;
