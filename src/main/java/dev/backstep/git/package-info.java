/**
 * The checkout and its repository: the working tree, trees at refs, where a text lives. The only room that knows JGit.
 * May call {@code model}.
 */
@NullMarked
package dev.backstep.git;

import org.jspecify.annotations.NullMarked;
