/** Reads and replays folders of migrations from elsewhere, and prints figures; a program, not a test. */
@NullMarked
package dev.backstep.corpus;

import org.jspecify.annotations.NullMarked;
